/** Works on the next item while the caller still has the one before. */
export async function* prefetch<T>(source: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  const requestNext = () => {
    const item = source.next();
    // Its failure is seen when its turn comes; until then it is no unhandled rejection.
    item.catch(() => undefined);
    return item;
  };
  let next = requestNext();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = requestNext();
      yield value;
    }
  } finally {
    // A caller that stops early must not leave anything running.
    await next.catch(() => undefined);
    await source.return();
  }
}

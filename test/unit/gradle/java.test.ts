import assert from 'node:assert/strict';
import { setProperty } from '../../../src/gradle/setProperty';
import { undoProperty } from '../../../src/gradle/removeProperty';
import { isFailure } from '../../../src/core/failure';
import { parseJavaProperties } from '../../../src/shared/javaProperties';
import { Secret } from '../../../src/core/secret';
import { Random } from '../../properties/random';
import { skip } from '../../skip';
import { documents, randomDocument } from './documents';
import { hasJava, JavaReader, type Reading } from './javaReader';

const name = 'codeartifactToken';
const tokens = ['eyJ-new.token_1', '=eyJ', ':eyJ', '#eyJ', '!eyJ=:', 'ufeff', 'token'];

describe('gradle.properties as Java reads it', function () {
  let java: JavaReader | undefined;

  before(function () {
    if (!hasJava())
      skip(
        this,
        'Java 17 or newer is missing. Install it from https://adoptium.net or with: apt-get install default-jdk-headless',
      );
    java = new JavaReader();
  });

  after(() => java?.close());

  const readInJava = (bytes: Uint8Array) => {
    assert.ok(java);
    return java.read(bytes);
  };

  for (const [title, text] of Object.entries(documents))
    it(`agrees on ${title}`, async () => {
      for (const token of tokens) assert.ok(await agreesWithJava(readInJava, text, token));
    });

  it('agrees on generated files', async () => {
    const random = new Random(5);
    let edited = 0;
    for (let count = 0; count < 3000; count++)
      if (await agreesWithJava(readInJava, randomDocument(random), random.pick(tokens))) edited++;
    assert.ok(edited > 2500, `only ${edited} files could be edited`);
  });
});

/** Asserts that reading and editing agree with Java. False if the edit is refused. */
async function agreesWithJava(
  readInJava: (bytes: Uint8Array) => Promise<Reading>,
  text: string,
  token: string,
): Promise<boolean> {
  const bytes = Buffer.from(text, 'latin1');
  const before = await readInJava(bytes);
  const { entries, malformedLine } = parseJavaProperties(bytes);
  const shown = JSON.stringify(text);
  const actual = entries.map(({ key, value }) => [key, value]);
  assert.deepEqual(malformedLine === undefined ? actual : '!', before, shown);
  const edit = setOrRefuse(bytes, token);
  if (!edit) return false;
  const after = await readInJava(edit.bytes);
  assert.ok(before !== '!' && after !== '!', shown);
  assert.deepEqual(otherProperties(after), otherProperties(before), shown);
  const own = after.filter(([key]) => key === name);
  assert.ok(own.length > 0 && own.every(([, value]) => value === token), shown);
  assertUndone(bytes, edit, token);
  return true;
}

function setOrRefuse(bytes: Uint8Array, token: string) {
  try {
    return setProperty(bytes, name, new Secret(token));
  } catch (error) {
    assert.ok(isFailure(error) && error.code === 'settings-refused');
    return undefined;
  }
}

function assertUndone(
  bytes: Uint8Array,
  edit: ReturnType<typeof setProperty>,
  token: string,
): void {
  if (!edit.record.steps.every(it => it.step === 'added' || it.former !== undefined)) return;
  const undone = undoProperty(edit.bytes, edit.record, value => value === token);
  assert.deepEqual(Buffer.from(undone.bytes ?? []), bytes);
}

function otherProperties(reading: Exclude<Reading, '!'>): readonly unknown[] {
  return reading.filter(([key]) => key !== name);
}

/** Whether the SDK warns on this Node that its later versions need a newer one. */
export const warnsOfNode = Number.parseInt(process.versions.node, 10) < 22;

/** What the SDK says then, as Node prints it to stderr; nothing at all where it does not warn. */
export const printedWarning = warnsOfNode
  ? /^\(node:\d+\) Warning: NodeVersionSupportWarning: ((?!\(node:)[^])*\n\(Use `node --trace-warnings [^\n]*\)\n$/
  : /^$/;

import ts from 'typescript';
import type { SourceText } from '../../../tools/l10nBundle';

/** What the extractor and people see in one or more files. */
export interface L10nTexts {
  /** The sentences of all calls of `vscode.l10n.t`. */
  readonly sentences: ReadonlySet<string>;
  /** Texts that people see but the extractor does not: `FILE:LINE: CODE`. */
  readonly hidden: readonly string[];
}

/** Functions of VS Code whose text arguments people see. */
const shownArguments =
  /^(?:show(?:Error|Information|Warning)Message|setStatusBarMessage|withProgress(?:Bar)?|setMessage)$/;

/** Properties, and variables with the same names, whose text people see. */
const shownProperties = new Set([
  'cancelButton',
  'description',
  'detail',
  'documentation',
  'label',
  'message',
  'openLabel',
  'placeHolder',
  'placeholder',
  'prompt',
  'reason',
  'saveLabel',
  'text',
  'title',
  'tooltip',
  'validationMessage',
]);

/** Finds the sentences in `sources`, and the texts that the extractor does not see. */
export function findHiddenTexts(sources: readonly SourceText[]): L10nTexts {
  const sentences = new Set<string>();
  const hidden: string[] = [];
  for (const { file, text } of sources) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const report = (node: ts.Node) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      hidden.push(`${file}:${line + 1}: ${node.getText().split('\n')[0] ?? ''}`);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && node.text === 'l10n') {
        const argument = translatedArgument(node);
        if (argument) sentences.add(argument.text);
        else report(node.parent);
      }
      for (const shown of shownTexts(node)) if (isSentence(shown)) report(shown);
      node.forEachChild(visit);
    };
    visit(source);
  }
  return { sentences, hidden };
}

/** The literal of `vscode.l10n.t('literal', …)`, given its identifier `l10n`. */
function translatedArgument(l10n: ts.Identifier): ts.StringLiteralLike | undefined {
  const access = l10n.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression.getText() !== 'vscode')
    return undefined;
  const method = access.parent;
  if (!ts.isPropertyAccessExpression(method) || method.name.text !== 't') return undefined;
  const call = method.parent;
  if (!ts.isCallExpression(call) || call.expression !== method) return undefined;
  const [sentence] = call.arguments;
  return sentence && ts.isStringLiteralLike(sentence) ? sentence : undefined;
}

/** The texts that `node` gives to a function or property that people see. */
function shownTexts(node: ts.Node): readonly ts.Node[] {
  if (ts.isCallExpression(node)) {
    const name = ts.isPropertyAccessExpression(node.expression)
      ? node.expression.name.text
      : node.expression.getText();
    return shownArguments.test(name) ? node.arguments.flatMap(textsIn) : [];
  }
  if (ts.isVariableDeclaration(node))
    return node.initializer && shownProperties.has(node.name.getText())
      ? textsIn(node.initializer)
      : [];
  if (ts.isPropertyAssignment(node))
    return shownProperties.has(node.name.getText()) ? textsIn(node.initializer) : [];
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left)
  )
    return shownProperties.has(node.left.name.text) ? textsIn(node.right) : [];
  return [];
}

/** The literals that an expression can result in. */
function textsIn(node: ts.Expression): readonly ts.Node[] {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return [node];
  if (ts.isParenthesizedExpression(node)) return textsIn(node.expression);
  if (ts.isConditionalExpression(node))
    return [...textsIn(node.whenTrue), ...textsIn(node.whenFalse)];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(textsIn);
  if (!ts.isBinaryExpression(node)) return [];
  return [...textsIn(node.left), ...textsIn(node.right)];
}

/**
 * Whether a literal is more than an icon, a name or an example: it has a capitalized word or several
 * words.
 */
function isSentence(node: ts.Node): boolean {
  const parts = ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
    : ts.isStringLiteralLike(node)
      ? [node.text]
      : [];
  const text = parts.join('{}').replaceAll(/\$\([\w~-]+\)/g, '');
  return /(?:^|[^\p{L}.])\p{Lu}\p{Ll}+|\p{L}{2}.*\s.*\p{L}{2}/u.test(text);
}

import * as vscode from 'vscode';
import type { ArchivePlan, ExcludedEntry, ExclusionReason } from '../../archive/plan/archivePlan';
import { visibleText } from '../../shared/visibleText';
import { formatByteSize } from '../common/formatByteSize';

const maxLines = 5000;

/** Describes why an entry is left out. */
export function describeExclusion({ reason, rule }: ExcludedEntry): string {
  const text = reasons[reason]();
  return rule === undefined ? text : `${text} (${visibleText(rule)})`;
}

const reasons: Record<ExclusionReason, () => string> = {
  'version-control': () => vscode.l10n.t('version control'),
  'build-output': () => vscode.l10n.t('build output'),
  ignored: () => vscode.l10n.t('ignored'),
  clutter: () => vscode.l10n.t('created by the operating system or an editor'),
  secret: () => vscode.l10n.t('looks like a secret'),
  'link-outside': () => vscode.l10n.t('a link that leads out of the folder'),
  'link-loop': () => vscode.l10n.t('a link that leads in a circle'),
  'link-broken': () => vscode.l10n.t('a link to a file that does not exist'),
  'link-left-out': () => vscode.l10n.t('a link to something that is left out'),
  'special-file': () => vscode.l10n.t('a pipe, socket or device'),
};

/**
 * Formats a plan as a document: its problems, the `confirmed` secrets that are included, what is
 * left out and why, and the contents.
 */
export function formatArchivePlan(
  heading: readonly string[],
  plan: ArchivePlan,
  confirmed: readonly ExcludedEntry[] = [],
): string {
  const { problems, warnings, excluded, entries } = plan;
  const contents = entries.flatMap(it => {
    if (it.kind === 'folder') return [];
    const more =
      it.kind === 'file' ? formatByteSize(it.identity.bytes) : `→ ${visibleText(it.target)}`;
    return [[visibleText(it.path), more] as const];
  });
  return [
    ...heading,
    ...section(
      vscode.l10n.t('Cannot be packed'),
      problems.map(it => [visibleText(it.path), it.reason]),
    ),
    ...section(
      vscode.l10n.t('Packed, but Windows cannot unpack an archive with such names'),
      warnings.map(it => [visibleText(it.path), it.reason]),
    ),
    ...section(
      vscode.l10n.t('Included because you chose it'),
      confirmed.map(it => [visibleText(it.path), describeExclusion(it)]),
    ),
    ...section(
      vscode.l10n.t('Left out'),
      excluded.map(it => [
        `${visibleText(it.path)}${it.kind === 'folder' ? '/' : ''}`,
        describeExclusion(it),
      ]),
    ),
    ...section(vscode.l10n.t('In the archive'), contents),
    '',
  ].join('\n');
}

function section(
  title: string,
  rows: readonly (readonly [what: string, more: string])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const width = Math.min(60, Math.max(...rows.slice(0, maxLines).map(([what]) => what.length)));
  const shown = rows.slice(0, maxLines).map(([what, more]) => `  ${what.padEnd(width)}  ${more}`);
  const rest = rows.length - shown.length;
  return [
    '',
    `${title} (${rows.length})`,
    ...shown,
    ...(rest > 0 ? [`  ${vscode.l10n.t('… and {0} more', rest)}`] : []),
  ];
}

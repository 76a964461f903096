import * as vscode from 'vscode';
import type { MirrorChoice } from '../../../maven/settingsChange';
import type { MavenSettings } from '../../../maven/mavenSettings';

interface MirrorItem extends vscode.QuickPickItem {
  readonly mirrorOf: MirrorChoice;
}

/**
 * Asks what goes through the repository. Recommended is: everything where Maven Central stands
 * behind it and no other mirror exists, Central only where one does, else only this repository.
 */
export async function showMirrorPicker(
  hasCentral: boolean,
  view: MavenSettings,
  id: string,
): Promise<MirrorChoice | undefined> {
  const otherMirrors = view.mirrors.filter(mirror => mirror.id !== id && !mirror.blocked);
  const recommendedMirror = recommendMirror(hasCentral, otherMirrors.length > 0);
  const choices: MirrorItem[] = [
    {
      label: vscode.l10n.t('Everything'),
      detail: vscode.l10n.t(
        'Every dependency and plugin, as the AWS console sets it up (mirror of *)',
      ),
      mirrorOf: '*',
    },
    {
      label: vscode.l10n.t('Maven Central only'),
      detail: vscode.l10n.t(
        'What would come from Maven Central; other repositories stay as they are',
      ),
      mirrorOf: 'central',
    },
    {
      label: vscode.l10n.t('Only this repository'),
      detail: vscode.l10n.t('One more repository to look in; nothing is redirected'),
      mirrorOf: 'none',
    },
  ];
  const reason = hasCentral
    ? otherMirrors.length > 0
      ? vscode.l10n.t('recommended: another mirror is there already')
      : vscode.l10n.t('recommended: Maven Central stands behind this repository')
    : vscode.l10n.t('recommended: Maven Central does not stand behind this repository');
  const items = choices
    .map(it => (it.mirrorOf === recommendedMirror ? { ...it, description: reason } : it))
    .sort(
      (a, b) => Number(b.mirrorOf === recommendedMirror) - Number(a.mirrorOf === recommendedMirror),
    );
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Use in Maven'),
    placeHolder: vscode.l10n.t('What should go through this repository?'),
    ignoreFocusOut: true,
  });
  return picked?.mirrorOf;
}

function recommendMirror(hasCentral: boolean, hasOtherMirrors: boolean): MirrorChoice {
  if (!hasCentral) return 'none';
  return hasOtherMirrors ? 'central' : '*';
}

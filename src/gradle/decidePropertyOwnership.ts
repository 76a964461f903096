import { parseTokenHint } from '../core/token';
import type { PropertyValues } from './readProperty';

/**
 * Why a change must be asked about: `other-value`: it is neither empty nor a token nor written by us
 * · `domain-from-script`: only a build script names the domain · `properties-of-workspace`: the
 * workspace names or holds the file.
 */
export type PropertyConfirmationReason =
  'other-value' | 'domain-from-script' | 'properties-of-workspace';

/** What may be done to the property: by itself, or after a yes, for all `reasons`. */
export type PropertyRuling =
  | { readonly action: 'update' | 'create' }
  | {
      readonly action: 'ask';
      readonly reasons: readonly PropertyConfirmationReason[];
      readonly confirmedAction: 'update' | 'create';
    };

/** What the decision rests on beside the file. */
export interface PropertyOwnershipFacts {
  /** Whether we wrote this value, by its hash in the ledger. Tokens are known by their form. */
  readonly isWrittenByUs: (text: string) => boolean;
  /** Whether the user's own files or the connection's listing name the domain, or the user said yes. */
  readonly knowsDomain: boolean;
  /** See `PropertiesLocation`. */
  readonly belongsToWorkspace: boolean;
}

/** Decides whether the property is ours to change. This is the one place that does. */
export function decidePropertyOwnership(
  { value, values }: PropertyValues,
  facts: PropertyOwnershipFacts,
): PropertyRuling {
  const confirmedAction = value === undefined ? 'create' : 'update';
  const reasons: PropertyConfirmationReason[] = [];
  if (values.some(it => !isOurValue(it.reveal(), facts.isWrittenByUs))) reasons.push('other-value');
  if (!facts.knowsDomain) reasons.push('domain-from-script');
  if (facts.belongsToWorkspace) reasons.push('properties-of-workspace');
  return reasons.length === 0
    ? { action: confirmedAction }
    : { action: 'ask', reasons, confirmedAction };
}

/** Whether `value` is empty, a CodeArtifact token, or one that we wrote. */
export function isOurValue(value: string, isWrittenByUs: (text: string) => boolean): boolean {
  return value.trim() === '' || parseTokenHint(value) !== undefined || isWrittenByUs(value);
}

import { parseTokenHint } from '../core/token';
import type { PropertyValues } from './readProperty';

/**
 * Why the user must confirm a change:
 * - `other-value`: the value is not empty, not a token, and was not written by this extension.
 * - `domain-from-script`: only a build script names the domain.
 * - `properties-of-workspace`: the workspace names or contains the file.
 */
export type PropertyConfirmationReason =
  'other-value' | 'domain-from-script' | 'properties-of-workspace';

/** Whether the property may be changed without a question, or only after the user confirms all `reasons`. */
export type PropertyRuling =
  | { readonly action: 'update' | 'create' }
  | {
      readonly action: 'ask';
      readonly reasons: readonly PropertyConfirmationReason[];
      readonly confirmedAction: 'update' | 'create';
    };

/** The facts beside the file that the decision depends on. */
export interface PropertyOwnershipFacts {
  /** Whether this extension wrote the value, by its hash in the ledger. */
  readonly isWrittenByUs: (text: string) => boolean;
  /** Whether the user's own files or the connection name the domain, or the user approved it. */
  readonly knowsDomain: boolean;
  /** See `PropertiesLocation`. */
  readonly belongsToWorkspace: boolean;
}

/** Decides whether this extension may change the property. */
export function decidePropertyOwnership(
  { value, values }: PropertyValues,
  facts: PropertyOwnershipFacts,
): PropertyRuling {
  const confirmedAction = value === undefined ? 'create' : 'update';
  const reasons: PropertyConfirmationReason[] = [];
  if (values.some(each => !isOurValue(each.reveal(), facts.isWrittenByUs)))
    reasons.push('other-value');
  if (!facts.knowsDomain) reasons.push('domain-from-script');
  if (facts.belongsToWorkspace) reasons.push('properties-of-workspace');
  return reasons.length === 0
    ? { action: confirmedAction }
    : { action: 'ask', reasons, confirmedAction };
}

/** Whether `value` is empty, a CodeArtifact token, or a value that this extension wrote. */
export function isOurValue(value: string, isWrittenByUs: (text: string) => boolean): boolean {
  return value.trim() === '' || parseTokenHint(value) !== undefined || isWrittenByUs(value);
}

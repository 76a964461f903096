import { tokenHint } from '../core/token';
import type { PropertyView } from './readProperty';

/**
 * Why a change must be asked about: `other-value`: it is neither empty nor a token nor written by us
 * · `domain-from-script`: only a build script names the domain · `properties-of-workspace`: the
 * workspace names or holds the file.
 */
export type PropertyAskReason = 'other-value' | 'domain-from-script' | 'properties-of-workspace';

/** What may be done to the property: by itself, or after a yes, for all `reasons`. */
export type PropertyRuling =
  | { readonly action: 'update' | 'create' }
  | {
      readonly action: 'ask';
      readonly reasons: readonly PropertyAskReason[];
      readonly then: 'update' | 'create';
    };

/** What the decision rests on beside the file. */
export interface PropertyFacts {
  /** Whether we wrote this value, by its hash in the ledger. Tokens are known by their form. */
  readonly wroteIt: (text: string) => boolean;
  /** Whether the user's own files or the connection's listing name the domain, or the user said yes. */
  readonly knowsDomain: boolean;
  /** See `PropertiesLocation`. */
  readonly ofWorkspace: boolean;
}

/** Decides whether the property is ours to change. This is the one place that does. */
export function propertyOwnership(
  { value, values }: PropertyView,
  facts: PropertyFacts,
): PropertyRuling {
  const then = value === undefined ? 'create' : 'update';
  const reasons: PropertyAskReason[] = [];
  if (values.some(it => !isOurValue(it.reveal(), facts.wroteIt))) reasons.push('other-value');
  if (!facts.knowsDomain) reasons.push('domain-from-script');
  if (facts.ofWorkspace) reasons.push('properties-of-workspace');
  return reasons.length === 0 ? { action: then } : { action: 'ask', reasons, then };
}

/** Whether `value` is empty, a CodeArtifact token, or one that we wrote. */
export function isOurValue(value: string, wroteIt: (text: string) => boolean): boolean {
  return value.trim() === '' || tokenHint(value) !== undefined || wroteIt(value);
}

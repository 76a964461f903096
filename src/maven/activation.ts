import { hasExpression, interpolate } from './expressions/interpolate';
import { findSystemProperty, settingsLookup, type MavenInvocation } from './mavenInvocation';
import { findChild, type XmlElement } from './xml/xmlElement';

/** The `<activation>` of a profile; absent conditions are undefined. */
export interface Activation {
  readonly activeByDefault: boolean;
  readonly property?: { readonly name: string; readonly value?: string };
  readonly os?: Readonly<Partial<Record<'name' | 'family' | 'arch' | 'version', string>>>;
  readonly packaging?: string;
  /** Whether it depends on something that files do not say: `<jdk>`, `<file>` or `<condition>`. */
  readonly hasOtherCondition: boolean;
}

/** Whether a profile is active, as far as it can be known. */
export type Activity = 'active' | 'inactive' | 'unknown';

/** A profile of settings.xml or of a pom.xml, with what decides about its properties. */
export interface ProfileProperties {
  readonly id: string;
  readonly activation: Activation;
  readonly properties: ReadonlyMap<string, string>;
}

/** Reads the `<activation>` of a profile. */
export function readActivation(
  profile: XmlElement,
  readValue: (element: XmlElement | undefined, name: string) => string | undefined,
): Activation {
  const element = findChild(profile, 'activation');
  const property = findChild(element, 'property');
  const value = readValue(property, 'value');
  const os = findChild(element, 'os');
  const osParts = (['name', 'family', 'arch', 'version'] as const).flatMap(part => {
    const text = readValue(os, part);
    return text === undefined ? [] : [[part, text] as const];
  });
  const packaging = readValue(element, 'packaging');
  return {
    activeByDefault: readValue(element, 'activeByDefault') === 'true',
    ...(property && {
      property: {
        name: readValue(property, 'name') ?? '',
        ...(value === undefined ? {} : { value }),
      },
    }),
    ...(os && { os: Object.fromEntries(osParts) }),
    ...(packaging === undefined ? {} : { packaging }),
    hasOtherCondition: ['jdk', 'file', 'condition'].some(
      name => findChild(element, name) !== undefined,
    ),
  };
}

/**
 * Whether the conditions of a profile hold in a build without arguments; all of them must. Without a
 * condition a profile is inactive. `activeByDefault` is not considered.
 */
export function evaluateActivation(
  { property, os, packaging, hasOtherCondition }: Activation,
  invocation: MavenInvocation,
  projectPackaging?: string,
): Activity {
  const results: Activity[] = [];
  if (property) results.push(evaluateProperty(property, invocation));
  if (os) results.push(evaluateOs(os, invocation.platform));
  if (packaging !== undefined)
    results.push(
      projectPackaging === undefined || hasExpression(projectPackaging)
        ? 'unknown'
        : toActivity(packaging === projectPackaging),
    );
  if (hasOtherCondition) results.push('unknown');
  if (results.length === 0 || results.includes('inactive')) return 'inactive';
  return results.includes('unknown') ? 'unknown' : 'active';
}

function toActivity(isActive: boolean): Activity {
  return isActive ? 'active' : 'inactive';
}

function evaluateProperty(
  { name, value }: NonNullable<Activation['property']>,
  invocation: MavenInvocation,
): Activity {
  const isNegated = name.startsWith('!');
  const key = isNegated ? name.slice(1) : name;
  const current = invocation.userProperties.get(key) ?? findSystemProperty(invocation, key);
  const resolved = current && interpolate(current, settingsLookup(invocation));
  // A terminal's own start files may set the variable, and the virtual machine has more properties.
  if (resolved === undefined && /^(?:env|java|os|user|sun|jdk|file|path|line)\./.test(key))
    return 'unknown';
  if (resolved !== undefined && hasExpression(resolved)) return 'unknown';
  if (value === undefined || value === '') {
    const isSet = resolved !== undefined && resolved !== '';
    return toActivity(isSet !== isNegated);
  }
  const isValueNegated = value.startsWith('!');
  return toActivity((resolved === value.replace(/^!/, '')) !== isValueNegated);
}

function evaluateOs(os: NonNullable<Activation['os']>, platform: NodeJS.Platform): Activity {
  const { family, ...others } = os;
  if (family === undefined) return 'unknown';
  const isNegated = family.startsWith('!');
  const matches = families(platform)?.includes(family.replace(/^!/, '').toLowerCase());
  if (matches === undefined) return 'unknown';
  if (matches === isNegated) return 'inactive';
  return Object.keys(others).length === 0 ? 'active' : 'unknown';
}

function families(platform: NodeJS.Platform): readonly string[] | undefined {
  if (platform === 'win32') return ['windows', 'winnt', 'dos'];
  if (platform === 'darwin') return ['mac', 'unix'];
  return platform === 'linux' ? ['unix'] : undefined;
}

import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { HttpInterceptingShapeDeserializer, JsonShapeDeserializer2 } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';

type Schema = Parameters<JsonShapeDeserializer2['read']>[0];

/** Reads an answer that is nothing but texts as JSON has it; others as the SDK does. */
class PlainDeserializer extends JsonShapeDeserializer2 {
  readonly #plain = new WeakMap<object, boolean>();

  override async read(schema: Schema, data: unknown): Promise<unknown> {
    if (!(data instanceof Uint8Array) || data.byteLength === 0 || !this.#isPlain(schema))
      return (await super.read(schema, data)) as unknown;
    const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8');
    // For the SDK what is null is absent.
    const mayHoldNull = /:\s*null\b/.test(text);
    return mayHoldNull ? ((await super.read(schema, text)) as unknown) : JSON.parse(text);
  }

  #isPlain(schema: Schema): boolean {
    if (typeof schema !== 'object') return false;
    const cached = this.#plain.get(schema);
    if (cached !== undefined) return cached;
    const plain = isPlain(NormalizedSchema.of(schema), new Set());
    this.#plain.set(schema, plain);
    return plain;
  }
}

/**
 * The protocol of CodeArtifact. The SDK copies what it has parsed, field by field as the API's model
 * says: for a page of a thousand packages that takes longer than everything else between the bytes
 * and the tree. Where the model has but texts and flags under their own names, the copy says what the
 * JSON said, and is left out; fields that the model does not know stay.
 */
export class PlainJsonProtocol extends AwsRestJsonProtocol {
  protected override readonly deserializer: AwsRestJsonProtocol['deserializer'];

  constructor(settings: ConstructorParameters<typeof AwsRestJsonProtocol>[0]) {
    super(settings);
    const { settings: json } = this.getPayloadCodec();
    this.deserializer = new HttpInterceptingShapeDeserializer(new PlainDeserializer(json), json);
  }
}

/** Whether values of `schema` are the same in JSON and for the SDK. `seen` are those above it. */
function isPlain(schema: NormalizedSchema, seen: Set<unknown>): boolean {
  const { jsonName, mediaType } = schema.getMergedTraits();
  if (jsonName !== undefined || mediaType !== undefined) return false;
  if (schema.isStringSchema() || schema.isBooleanSchema()) return true;
  const of = schema.getSchema();
  if (seen.has(of)) return true;
  seen.add(of);
  if (schema.isListSchema() || schema.isMapSchema()) return isPlain(schema.getValueSchema(), seen);
  if (!schema.isStructSchema() || schema.isUnionSchema()) return false;
  return [...schema.structIterator()].every(([, member]) => isPlain(member, seen));
}

import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { HttpInterceptingShapeDeserializer, JsonShapeDeserializer2 } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';

type Schema = Parameters<JsonShapeDeserializer2['read']>[0];

/** Parses responses whose schema has only strings and booleans with `JSON.parse` alone. */
class PlainDeserializer extends JsonShapeDeserializer2 {
  readonly #plain = new WeakMap<object, boolean>();

  override async read(schema: Schema, data: unknown): Promise<unknown> {
    if (!(data instanceof Uint8Array) || data.byteLength === 0 || !this.#isPlain(schema))
      return (await super.read(schema, data)) as unknown;
    const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8');
    // The SDK treats null as absent.
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
 * The protocol of CodeArtifact without needless copying. The SDK copies every parsed response field by
 * field according to the API model, which for a page of a thousand packages takes longer than all
 * other work between the bytes and the tree. If the model has only strings and booleans under their
 * own names, the copy equals the JSON and is skipped. Fields unknown to the model are kept then.
 */
export class PlainJsonProtocol extends AwsRestJsonProtocol {
  protected override readonly deserializer: AwsRestJsonProtocol['deserializer'];

  constructor(settings: ConstructorParameters<typeof AwsRestJsonProtocol>[0]) {
    super(settings);
    const { settings: json } = this.getPayloadCodec();
    this.deserializer = new HttpInterceptingShapeDeserializer(new PlainDeserializer(json), json);
  }
}

/** Whether values of `schema` are the same in JSON and in the SDK. `seen` holds the parent schemas. */
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

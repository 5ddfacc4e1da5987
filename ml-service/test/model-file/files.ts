/** A safetensors file by hand: the header as given, then the data. */
export function fileOf(header: unknown, data: Uint8Array = new Uint8Array(0), length?: bigint): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const file = Buffer.alloc(8 + json.length + data.length);
  file.writeBigUInt64LE(length ?? BigInt(json.length));
  json.copy(file, 8);
  file.set(data, 8 + json.length);
  return file;
}

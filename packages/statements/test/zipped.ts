import { crc32, deflateRawSync } from "node:zlib";

/** A file to put into a ZIP, and how. */
export interface Zipped {
	readonly name: string;
	readonly content: Uint8Array | string;
	readonly stored?: boolean;
	/** Sizes and checksum behind the content, as programs write that do not know them before. */
	readonly descriptor?: boolean;
	readonly encrypted?: boolean;
	/** Instead of the right one. */
	readonly checksum?: number;
	/** Instead of the true unpacked size. */
	readonly size?: number;
}

/** A ZIP of these files (APPNOTE 6.3). */
export function zipOf(files: readonly Zipped[]): Uint8Array {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const file of files) {
		const content = Buffer.from(file.content);
		const data = file.stored ? content : deflateRawSync(content);
		const name = Buffer.from(file.name, "utf8");
		const checksum = file.checksum ?? crc32(content);
		const size = file.size ?? content.length;
		const flags = 0x800 | (file.descriptor ? 8 : 0) | (file.encrypted ? 1 : 0);
		const method = file.stored ? 0 : 8;
		const [sum, packed, unpacked] = file.descriptor ? [0, 0, 0] : [checksum, data.length, size];
		const local = fields(
			[4, 0x04034b50],
			[2, 20],
			[2, flags],
			[2, method],
			[4, 0],
			[4, sum],
			[4, packed],
			[4, unpacked],
		);
		const trailer = fields([4, 0x08074b50], [4, checksum], [4, data.length], [4, size]);
		const added = [local, fields([2, name.length], [2, 0]), name, data, ...(file.descriptor ? [trailer] : [])];
		directory.push(
			fields([4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, method], [4, 0], [4, checksum], [4, data.length]),
			fields([4, size], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
			name,
		);
		parts.push(...added);
		offset += added.reduce((sum, { length }) => sum + length, 0);
	}
	const index = Buffer.concat(directory);
	const count = files.length;
	const end = [fields([4, 0x06054b50], [4, 0], [2, count], [2, count], [4, index.length], [4, offset], [2, 0])];
	return Buffer.concat([...parts, index, ...end]);
}

function fields(...values: readonly (readonly [bytes: number, value: number])[]): Buffer {
	return Buffer.concat(
		values.map(([bytes, value]) => {
			const field = Buffer.alloc(bytes);
			field.writeUIntLE(value, 0, bytes);
			return field;
		}),
	);
}

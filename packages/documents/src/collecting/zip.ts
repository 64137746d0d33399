import { crc32 } from "node:zlib";

/** 1980-01-01, the first day a ZIP can name: the same files give the same bytes. */
const DAY = 0x21;

/** Files in one ZIP, stored as they are (PDFs do not shrink). For handovers and print folders; not for gigabytes. */
export function zipOf(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Uint8Array {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const { name, bytes } of files) {
		const [path, checksum] = [Buffer.from(name, "utf8"), crc32(bytes)];
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(0x800, 2); // names are UTF-8
		common.writeUInt16LE(DAY, 8);
		common.writeUInt32LE(checksum, 10);
		common.writeUInt32LE(bytes.length, 14);
		common.writeUInt32LE(bytes.length, 18);
		common.writeUInt16LE(path.length, 22);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(20, 4);
		common.copy(entry, 6);
		entry.writeUInt32LE(offset, 42);
		directory.push(entry, path);
		const local = Buffer.concat([signature(0x04034b50), common, path, bytes]);
		parts.push(local);
		offset += local.length;
	}
	const listing = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(listing.length, 12);
	end.writeUInt32LE(offset, 16);
	return Uint8Array.from(Buffer.concat([...parts, listing, end]));
}

function signature(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}

import { zipSync } from "fflate";

/** The first day a ZIP can name: the same files give the same bytes. */
const MADE = new Date(1980, 0, 1);

/** Files in one ZIP, stored as they are (PDFs do not shrink). For handovers and print folders; not for gigabytes. */
export function zipOf(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Uint8Array {
	return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { level: 0, mtime: MADE });
}

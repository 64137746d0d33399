/**
 * Reads one file in one way and prints what it took: `measure.ts <way> <file>`. A process of its own, so that no way warms
 * up another, and the memory is its own.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { SaxesParser } from "saxes";
import { readStatementEvents } from "../src/index.ts";

/** What one way of reading took. */
export interface Measured {
	/** Statements, closed elements or lines: proof that the whole file was read. */
	readonly count: number;
	/** Megabytes (10^6 bytes) per second of processor time: what one core does, whatever else the machine is busy with. */
	readonly rate: number;
	/** Largest resident memory of the process, in megabytes. */
	readonly residentMB: number;
}

const WAYS: Readonly<Record<string, (path: string) => Promise<number>>> = {
	/** All that the reader gives, entry by entry. */
	async statements(path) {
		let entries = 0;
		for await (const events of readStatementEvents(createReadStream(path))) {
			for (const event of events) {
				if (event.type === "fault") throw new Error(event.error.message.en);
				if (event.type === "entry") entries++;
				else if (event.head.warnings.length > 0) throw new Error(event.head.warnings[0]?.message.en);
			}
		}
		return entries;
	},
	/** The XML parser alone, with handlers that do nothing. */
	async saxes(path) {
		let closed = 0;
		const parser = new SaxesParser();
		parser.on("opentag", () => {});
		parser.on("text", () => {});
		parser.on("closetag", () => {
			closed++;
		});
		for await (const piece of createReadStream(path, "utf8")) parser.write(piece);
		parser.close();
		return closed;
	},
	/** Node's own line reader, as its documentation reads a file line by line. */
	async lines(path) {
		let lines = 0;
		const reader = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
		for await (const line of reader) lines += line === "" ? 0 : 1;
		return lines;
	},
};

const [name = "", path = "", bytes = ""] = process.argv.slice(2);
const way = WAYS[name];
if (!way) throw new Error(`usage: measure.ts ${Object.keys(WAYS).join("|")} <file> <its bytes>`);
const before = process.cpuUsage();
const count = await way(path);
const { user, system } = process.cpuUsage(before);
const measured: Measured = {
	count,
	rate: Number(bytes) / (user + system),
	residentMB: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(measured));

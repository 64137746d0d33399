import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FeedError } from "../../src/feed.ts";
import { type Access, readyAccess } from "./access.ts";
import { EbicsBank } from "./bank.ts";

/** How an answer is damaged: at a place between 0 and 1 of it. */
type Damage = (bytes: Buffer, at: number, other: number) => Buffer;

const DAMAGES: Readonly<Record<string, Damage>> = {
	"a byte changed": (bytes, at, other) => {
		const changed = Buffer.from(bytes);
		changed[at] = other % 256;
		return changed;
	},
	"cut off": (bytes, at) => bytes.subarray(0, at),
	"a piece missing": (bytes, at, other) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + (other % 200))]),
	"a piece doubled": (bytes, at, other) => Buffer.concat([bytes.subarray(0, at + (other % 200)), bytes.subarray(at)]),
	"tags exchanged": (bytes, at, other) => {
		const parts = bytes.toString("latin1").split(/(?=<)/);
		const [left, right] = [at % parts.length, other % parts.length];
		[parts[left], parts[right]] = [parts[right] ?? "", parts[left] ?? ""];
		return Buffer.from(parts.join(""), "latin1");
	},
};

let bank: EbicsBank;
let access: Access;
beforeAll(async () => {
	bank = new EbicsBank();
	access = await readyAccess(bank, await bank.start(), { statements: ["camt.053"], onlyByDate: true });
	bank.segmentLength = 160;
});
afterAll(() => bank.stop());

it("a damaged answer is a fault, or changes nothing", { timeout: 60_000 }, async () => {
	const content = randomBytes(150);
	bank.statements.push({ service: "EOP DE ZIP camt.053 08", day: "2026-11-18", bytes: content });
	const damages = fc.constantFrom(...Object.keys(DAMAGES));
	await fc.assert(
		fc.asyncProperty(
			damages,
			fc.nat(),
			fc.nat(),
			fc.constantFrom("Initialisation", "Transfer"),
			async (how, place, other, phase) => {
				let done = false;
				access.fetch = async (input, init) => {
					const answer = await fetch(input, init);
					const bytes = Buffer.from(await answer.arrayBuffer());
					if (done || !bytes.includes(`>${phase}<`)) return new Response(bytes);
					done = true;
					return new Response(Uint8Array.from(DAMAGES[how]?.(bytes, place % bytes.length, other) ?? bytes));
				};
				const outcome = await access.collectBytes("2026-11-10").catch((error: unknown) => error);
				if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FeedError);
				else expect(outcome).toEqual([{ name: "BTD camt.053 2026-11-10 to 2026-11-20", bytes: content }]);
			},
		),
		{ numRuns: 120 },
	);
});

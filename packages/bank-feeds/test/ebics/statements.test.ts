import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { readStatements } from "@kontor/statements";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { joinSegments } from "../../src/ebics/order-data.ts";
import { bytesOf, readyAccess } from "./access.ts";
import { EbicsBank } from "./bank.ts";
import { faultOf } from "./faults.ts";

const C53 = "EOP DE ZIP camt.053 08";
const C52 = "STM DE ZIP camt.052 08";

let bank: EbicsBank;
let url: string;
beforeEach(async () => {
	bank = new EbicsBank();
	url = await bank.start();
});
afterEach(() => bank.stop());

function store(service: string, day: string, content: string | Uint8Array) {
	bank.statements.push({ service, day, bytes: Buffer.from(content) });
}
const asked = () => bank.seen.map(({ order, code }) => `${order} ${code}`);
/** The parameters of the downloads that were asked for: message and, where there is one, the range of days. */
const ranges = () =>
	bank.seen
		.filter(({ order }) => order === "BTD Initialisation")
		.map(({ xml }) => [...xml.matchAll(/camt\.\d+|mt94\d|\d{4}-\d\d-\d\d(?=<)/g)].join(" "));

describe("fetching statements", () => {
	it("asks for what is new each time and by date once a day, and acknowledges what was taken over", async () => {
		const access = await readyAccess(bank, url);
		store(C53, "2026-11-18", "mittwoch");
		store(C52, "2026-11-20", "heute");
		expect(await access.collect("2026-11-10")).toEqual([
			{ name: "BTD camt.053 2026-11-10 to 2026-11-20", text: "mittwoch" },
			{ name: "BTD camt.052 2026-11-10 to 2026-11-20", text: "heute" },
		]);
		expect(bank.receipts).toEqual(["positive", "positive"]);
		store(C53, "2026-11-19", "donnerstag");
		bank.seen.length = 0;
		expect(await access.collect("2026-11-15")).toEqual([{ name: "BTD camt.053 new", text: "donnerstag" }]);
		expect(ranges()).toEqual(["camt.053", "camt.052"]);
		expect(await access.collect("2026-11-15")).toEqual([]);
	});

	it("gets what other software took away, and what came late", async () => {
		const access = await readyAccess(bank, url, { statements: ["camt.053"] });
		await access.collect("2026-11-15");
		store(C53, "2026-11-19", "genommen");
		for (const statement of bank.statements) statement.delivered = true;
		store(C53, "2026-09-30", "verspätet");
		expect((await access.collect("2026-11-15")).map(({ text }) => text)).toEqual(["verspätet"]);
		access.now = new Date("2026-11-21T08:00:00Z");
		expect((await access.collect("2026-11-15")).map(({ text }) => text)).toEqual(["genommen"]);
	});

	it("asks by date again for days before those it has asked for", async () => {
		const access = await readyAccess(bank, url, { statements: ["camt.053"] });
		store(C53, "2026-10-05", "alt");
		await access.collect("2026-11-10");
		bank.seen.length = 0;
		expect(await access.collect("2026-10-01")).toHaveLength(1);
		expect(ranges()).toEqual(["camt.053 2026-10-01 2026-11-20", "camt.053"]);
	});

	it("leaves what is new to other software where that is wished", async () => {
		const access = await readyAccess(bank, url, { statements: ["camt.053"], onlyByDate: true });
		store(C53, "2026-11-18", "mittwoch");
		for (let time = 0; time < 2; time += 1) expect(await access.collect("2026-11-10")).toHaveLength(1);
		expect(ranges()).toEqual(["camt.053 2026-11-10 2026-11-20", "camt.053 2026-11-10 2026-11-20"]);
	});

	it("counts days as the bank does", async () => {
		const access = await readyAccess(bank, url, { statements: ["mt940"] });
		access.now = new Date("2026-11-20T23:30:00Z");
		await access.collect("2026-12-31");
		expect(ranges()).toEqual(["mt940 2026-11-21 2026-11-21", "mt940"]);
	});

	it("yields nothing where the bank has nothing", async () => {
		const access = await readyAccess(bank, url);
		expect(await access.collect("2026-11-10")).toEqual([]);
		expect(new Set(asked())).toEqual(new Set(["BTD Initialisation 090005"]));
		expect(bank.receipts).toEqual([]);
	});

	it.each([1000, 1001, 1003])("puts segments of %i characters together", async (segmentLength) => {
		const access = await readyAccess(bank, url, { statements: ["camt.053"] });
		const content = randomBytes(3000).toString("hex");
		store(C53, "2026-11-18", content);
		bank.segmentLength = segmentLength;
		bank.prefix = "e:";
		expect((await access.collect("2026-11-10"))[0]?.text).toBe(content);
		expect(asked().filter((one) => one === "Transfer 000000").length).toBeGreaterThan(2);
	});

	it("also joins segments that were encoded each by itself", () => {
		const pieces = [Buffer.from("ein"), Buffer.from("zwei!"), Buffer.from("drei")];
		expect(joinSegments(pieces.map((piece) => piece.toString("base64"))).toString()).toBe("einzwei!drei");
	});

	it("hands over what the statements' readers understand", async () => {
		const access = await readyAccess(bank, url, { statements: ["camt.053"] });
		store(C53, "2026-11-18", zip({ "a.xml": camt053("A-1", "12.50"), "b.xml": camt053("B-1", "0.99") }));
		const amounts: (number | undefined)[] = [];
		for await (const payload of access.deliveries("2026-11-10")) {
			for await (const result of readStatements(payload.open()))
				amounts.push(result.ok ? result.statement.entries[0]?.amount.minor : undefined);
			await payload.taken("imported");
		}
		expect(amounts).toEqual([1250, 99]);
	});
});

describe("nothing is lost", () => {
	it("when the process dies with a delivery in its hands: it comes again", async () => {
		const access = await readyAccess(bank, url, { statements: ["camt.053"] });
		await access.collect("2026-11-10");
		store(C53, "2026-11-19", "donnerstag");
		const deliveries = access.deliveries("2026-11-15")[Symbol.asyncIterator]();
		const first = await deliveries.next();
		expect(first.value && (await bytesOf(first.value)).toString()).toBe("donnerstag");
		// Killed here: nothing of it goes on. The next process starts from what was remembered.
		expect(bank.receipts).toEqual([]);
		expect(await access.collect("2026-11-15")).toEqual([{ name: "BTD camt.053 new", text: "donnerstag" }]);
		expect(bank.receipts).toEqual(["positive"]);
	});

	it("when it dies during the first fetch by date: it asks by date again", async () => {
		const access = await readyAccess(bank, url, { statements: ["camt.053"] });
		store(C53, "2026-11-01", "alt");
		for (const statement of bank.statements) statement.delivered = true;
		await access.deliveries("2026-10-30")[Symbol.asyncIterator]().next();
		expect(await access.collect("2026-10-30")).toHaveLength(1);
	});

	it.each(["stops reading", "could not import", "goes on without a word"])(
		"when the caller %s: the bank is told that it was not received",
		async (what) => {
			const access = await readyAccess(bank, url, { statements: ["camt.053"] });
			await access.collect("2026-11-10");
			store(C53, "2026-11-19", "donnerstag");
			for await (const payload of access.deliveries("2026-11-15")) {
				if (what === "stops reading") break;
				if (what === "could not import") await payload.taken("failed");
			}
			expect(bank.receipts).toEqual(["negative"]);
			expect(await access.collect("2026-11-15")).toHaveLength(1);
		},
	);

	it("when only one kind may be fetched: the others are, and the missing end of day is said", async () => {
		const access = await readyAccess(bank, url, { statements: ["camt.053", "camt.052", "camt.054"] });
		store(C53, "2026-11-18", "mittwoch");
		store(C52, "2026-11-20", "heute");
		bank.forbidden.add("STM DE ZIP camt.054 08");
		expect(await access.collect("2026-11-10")).toHaveLength(2);

		bank.forbidden.add(C53);
		store(C52, "2026-11-20", "heute abend");
		const texts: string[] = [];
		const fetched = async () => {
			for await (const payload of access.deliveries("2026-11-15")) {
				texts.push((await bytesOf(payload)).toString());
				await payload.taken("imported");
			}
		};
		expect(await faultOf(fetched())).toBe("needs-merchant");
		expect(texts).toEqual(["heute abend"]);
	});

	it("when the subscriber is locked: it is said", async () => {
		const access = await readyAccess(bank, url);
		bank.subscriber.state = "locked";
		expect(await faultOf(access.collect("2026-11-10"))).toBe("locked");
	});
});

it("speaks of reports of single payments as the country does", async () => {
	for (const [country, service] of [
		["CH", "REP CH ZIP camt.054 09"],
		["AT", "STM AT ZIP camt.054 09"],
	] as const) {
		const access = await readyAccess(bank, url, { country, statements: ["camt.054"], camtVersion: "09" });
		store(service, "2026-11-18", service);
		expect((await access.collect("2026-11-10"))[0]?.text).toBe(service);
	}
});

function camt053(id: string, amount: string): string {
	return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>${id}</MsgId><CreDtTm>2026-11-18T20:00:00Z</CreDtTm></GrpHdr><Stmt><Id>${id}</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-18</Dt></BookgDt><ValDt><Dt>2026-11-18</Dt></ValDt><AcctSvcrRef>${id}</AcctSvcrRef></Ntry></Stmt></BkToCstmrStmt></Document>`;
}

/** A ZIP file of stored entries. */
function zip(files: Readonly<Record<string, string>>): Buffer {
	const locals: Buffer[] = [];
	const entries: Buffer[] = [];
	let offset = 0;
	for (const [name, content] of Object.entries(files)) {
		const data = Buffer.from(content);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt32LE(crc32(data), 10);
		common.writeUInt32LE(data.length, 14);
		common.writeUInt32LE(data.length, 18);
		common.writeUInt16LE(name.length, 22);
		const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), data]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(offset, 10);
		entries.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), common, tail, Buffer.from(name)]));
		locals.push(local);
		offset += local.length;
	}
	const directory = Buffer.concat(entries);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(entries.length, 4);
	end.writeUInt16LE(entries.length, 6);
	end.writeUInt32LE(directory.length, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
}

import { randomBytes, X509Certificate } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AUTH_SIGNATURE_HERE, authenticate } from "../../src/ebics/authentication.ts";
import { openKeys } from "../../src/ebics/keys.ts";
import type { EbicsMemory } from "../../src/ebics/memory.ts";
import { FeedError } from "../../src/feed.ts";
import { type Access, readyAccess } from "./access.ts";
import { EbicsBank } from "./bank.ts";
import { E002, RENEWED_X002 } from "./bank-key-pairs.ts";
import { faultOf, messageOf } from "./faults.ts";

let bank: EbicsBank;
let url: string;
let access: Access;
beforeEach(async () => {
	bank = new EbicsBank();
	url = await bank.start();
	access = await readyAccess(bank, url, { statements: ["camt.053"] });
	bank.statements.push({ service: "EOP DE ZIP camt.053 08", day: "2026-11-18", bytes: randomBytes(150) });
	bank.segmentLength = 32;
});
afterEach(() => bank.stop());

const FORGED =
	'<header authenticate="true"><static/><mutable><TransactionPhase>Initialisation</TransactionPhase><ReturnCode>090005</ReturnCode><ReportText>none</ReportText></mutable></header>';
const HEADER = /<header.*<\/header>/s;
const collected = () => access.collect("2026-11-10");

/** What the client says of an answer that was changed on its way. */
async function onChanged(order: string, change: (xml: string) => string): Promise<string> {
	bank.tamper = (xml, { order: of, phase }) => {
		if (`${of} ${phase}`.trim() !== order) return xml;
		const changed = change(xml);
		if (changed === xml) throw new Error("the test changed nothing");
		return changed;
	};
	return faultOf(collected());
}

describe("the client refuses an answer", () => {
	it("as it is: only what follows is wrong", async () => {
		expect(await collected()).toHaveLength(1);
	});

	it("that was signed with another key", async () => {
		bank.signingKey = RENEWED_X002.privateKey;
		expect(await faultOf(collected())).toBe("unexpected-reply");
		bank.signingKey = E002.privateKey;
		expect(await faultOf(collected())).toBe("unexpected-reply");
	});

	it.each<[string, (xml: string) => string]>([
		["another return code", (xml) => xml.replace(">000000<", ">090005<")],
		["another order code", (xml) => xml.replace('authenticate="true">000000<', 'authenticate="true">090005<')],
		["another number of segments", (xml) => xml.replace(/<NumSegments>\d+/, "<NumSegments>1")],
		["another transaction", (xml) => xml.replace(/<TransactionID>../, "<TransactionID>00")],
		["another transaction key", (xml) => xml.replace(/<TransactionKey>../, "<TransactionKey>AA")],
		["another digest value", (xml) => xml.replace(/<ds:DigestValue>../, "<ds:DigestValue>AA")],
		["another signature value", (xml) => xml.replace(/<ds:SignatureValue>../, "<ds:SignatureValue>AA")],
		["a blank more in the header", (xml) => xml.replace("</static>", "</static> ")],
		["no signature", (xml) => xml.replace(/<AuthSignature>.*<\/AuthSignature>/s, "")],
		["an empty signature", (xml) => xml.replace(/<AuthSignature>.*<\/AuthSignature>/s, "<AuthSignature/>")],
		["another algorithm", (xml) => xml.replace("xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256")],
		["SHA-1", (xml) => xml.replace("xmlenc#sha256", "sha1")],
		["another reference", (xml) => xml.replace(/URI="[^"]*"/, 'URI=""')],
		["a transform more", (xml) => xml.replace(/(<ds:Transform [^>]*>)/, "$1$1")],
		["no authenticated header", (xml) => xml.replace('header authenticate="true"', "header")],
		["no authenticated code", (xml) => xml.replace('ReturnCode authenticate="true"', "ReturnCode")],
	])("with %s", async (_what, change) => {
		expect(await onChanged("BTD Initialisation", change)).toBe("unexpected-reply");
		expect(bank.receipts).toEqual([]);
	});

	/** The signed nodes are all there, somewhere: a reader that takes the others instead is fooled. */
	it.each<[string, (xml: string) => string]>([
		["the header twice", (xml) => xml.replace(HEADER, (header) => header + header)],
		["a forged header before the signed one", (xml) => xml.replace("<header ", `${FORGED}<header `)],
		["a forged header after the signed one", (xml) => xml.replace("</header>", `</header>${FORGED}`)],
		[
			"the signed header moved into the body",
			(xml) => {
				const [header = ""] = HEADER.exec(xml) ?? [];
				return xml.replace(header, FORGED).replace("</body>", `${header}</body>`);
			},
		],
		[
			"the signed header moved into the signature",
			(xml) => {
				const [header = ""] = HEADER.exec(xml) ?? [];
				return xml
					.replace(header, FORGED)
					.replace("</AuthSignature>", `<ds:Object>${header}</ds:Object></AuthSignature>`);
			},
		],
		[
			"the signed header inside a forged one that is not marked",
			(xml) => {
				const [header = ""] = HEADER.exec(xml) ?? [];
				const signed = header.replace("<header ", '<header xmlns="urn:org:ebics:H005" ');
				const around = FORGED.replace(' authenticate="true"', "");
				return xml.replace(header, around.replace("</mutable>", `<w xmlns="">${signed}</w></mutable>`));
			},
		],
		["a second signature", (xml) => xml.replace(/(<AuthSignature>.*<\/AuthSignature>)/s, "$1$1")],
		["a second reference", (xml) => xml.replace(/(<ds:Reference .*<\/ds:Reference>)/s, "$1$1")],
		["a second return code", (xml) => xml.replace("<ReturnCode>", "<ReturnCode>000000</ReturnCode><ReturnCode>")],
		["a second code of the order", (xml) => xml.replace("</body>", "<ReturnCode>090005</ReturnCode></body>")],
		["order data twice", (xml) => xml.replace(/(<OrderData>.*<\/OrderData>)/s, "$1$1")],
		["two transfers", (xml) => xml.replace(/(<DataTransfer>.*<\/DataTransfer>)/s, "<DataTransfer></DataTransfer>$1")],
		["a foreign part in the body", (xml) => xml.replace("<body>", "<body><Other/>")],
		[
			"the whole answer inside another",
			(xml) => xml.replace(/<ebicsResponse (.*)>/s, "<ebicsResponse $1><ebicsResponse/>"),
		],
	])("with %s", async (_what, change) => {
		expect(await onChanged("BTD Initialisation", change)).toBe("unexpected-reply");
	});

	it.each<[string, (xml: string) => string]>([
		["a document type", (xml) => xml.replace("?>", '?><!DOCTYPE x [<!ENTITY a "000000">]>')],
		["an entity", (xml) => xml.replace(">000000<", ">&a;<")],
		["an end missing", (xml) => xml.slice(0, -10)],
		["a second root", (xml) => `${xml}<more/>`],
		["no XML", () => "OK"],
		["bytes that are not UTF-8", (xml) => xml.replace("Text der Bank", "\ud800")],
		["more than can be", (xml) => xml + " ".repeat(9 * 1024 * 1024)],
		[
			"a depth without end",
			(xml) => xml.replace("<mutable>", `<mutable>${"<x>".repeat(200_000)}${"</x>".repeat(200_000)}`),
		],
		["another protocol version", (xml) => xml.replace('Version="H005"', 'Version="H004"')],
	])("with %s", async (_what, change) => {
		expect(await onChanged("BTD Initialisation", change)).toBe("unexpected-reply");
	});

	it("that is not signed, whether it says that all is well or that there is nothing", async () => {
		const unsigned = (code: string) =>
			`<ebicsKeyManagementResponse xmlns="urn:org:ebics:H005" Version="H005"><header authenticate="true"><static/><mutable><ReturnCode>${code}</ReturnCode><ReportText>x</ReportText></mutable></header><body><ReturnCode authenticate="true">${code}</ReturnCode></body></ebicsKeyManagementResponse>`;
		for (const code of ["000000", "011000", "090005"])
			expect(await onChanged("BTD Initialisation", () => unsigned(code))).toBe("unexpected-reply");
		expect(await onChanged("BTD Initialisation", () => unsigned("061099"))).toBe("unavailable");
	});

	it("that was encrypted for another key of ours, or says so", async () => {
		const { keys } = access.memory as EbicsMemory;
		const { signature, authentication, encryption } = keys;
		bank.subscriber.enrol({
			signature: signature.certificate,
			authentication: authentication.certificate,
			encryption: authentication.certificate,
		});
		expect(await messageOf(collected())).toContain("encrypted for another key");
		bank.namedKey = new X509Certificate(Buffer.from(encryption.certificate, "base64"));
		expect(await messageOf(collected())).toContain("transaction key");
		bank.subscriber.keys.encryption = bank.namedKey;
		bank.namedKey = new X509Certificate(Buffer.from(authentication.certificate, "base64"));
		expect(await messageOf(collected())).toContain("encrypted for another key");
		expect(bank.receipts).toEqual(["negative", "negative", "negative"]);
	});

	it("that the bank has really signed, but for another transaction or another segment", async () => {
		const transfers: string[] = [];
		bank.tamper = (xml, { phase }) => {
			if (phase === "Transfer") transfers.push(xml);
			return xml;
		};
		await collected();
		expect(transfers.length).toBeGreaterThan(2);
		const again = (change: typeof bank.tamper) => {
			for (const statement of bank.statements) statement.delivered = false;
			bank.tamper = change;
			return messageOf(collected());
		};
		expect(await again((xml, { phase }) => (phase === "Transfer" ? (transfers[0] ?? "") : xml))).toContain(
			"segment of another transaction",
		);
		let earlier: string | undefined;
		expect(
			await again((xml, { phase }) => {
				if (phase !== "Transfer") return xml;
				earlier ??= xml;
				return earlier;
			}),
		).toContain("segment 3 of");
		let first: string | undefined;
		expect(
			await again((xml, { phase }) => {
				if (phase === "Initialisation") first = xml;
				return phase === "Transfer" ? (first ?? "") : xml;
			}),
		).toContain("answer of phase Initialisation");
		expect(bank.receipts).toEqual(["positive", "negative", "negative", "negative"]);
	});

	it("that is none, or comes too late for the caller", async () => {
		access.fetch = async () => new Response("<html>maintenance</html>", { status: 503 });
		expect(await faultOf(collected())).toBe("unavailable");
		access.fetch = async () => Response.redirect("https://elsewhere.example/");
		expect(await faultOf(collected())).toBe("unavailable");
		const stopped = new AbortController();
		access.signal = stopped.signal;
		access.fetch = (input, init) => {
			queueMicrotask(() => stopped.abort());
			return fetch(input, init);
		};
		expect(await faultOf(collected())).toBe("unavailable");
	});
});

describe("the bank refuses a request, and the client says what that means", () => {
	it("that comes a second time", async () => {
		await collected();
		const [first] = bank.seen;
		const response = await fetch(url, { method: "POST", body: first?.xml ?? "" });
		expect(await response.text()).toContain("<ReturnCode>091103</ReturnCode>");
	});

	it("that the client sends a second time", async () => {
		let first: string | undefined;
		access.rewrite = (body) => {
			first ??= body;
			return first;
		};
		expect(await faultOf(collected().then(collected))).toBe("unavailable");
		expect(bank.seen.at(-1)?.code).toBe("091103");
	});

	it("of another time", async () => {
		const now = access.now;
		bank.now = () => new Date(now.getTime() + 3600_000);
		expect(await faultOf(collected())).toBe("unavailable");
		expect(bank.seen.at(-1)?.code).toBe("091103");
	});

	it("that was changed after it was signed", async () => {
		access.rewrite = (body) => body.replace("2026-11-10", "2020-01-01");
		expect(await faultOf(collected())).toBe("bad-credentials");
		expect(bank.seen.at(-1)?.code).toBe("061001");
	});

	it("that was signed with another key than X002", async () => {
		const memory = access.memory as EbicsMemory;
		access.memory = { ...memory, keys: { ...memory.keys, authentication: memory.keys.encryption } };
		expect(await faultOf(collected())).toBe("bad-credentials");
		expect(bank.seen.at(-1)?.code).toBe("061001");
	});

	it.each(["X001", "E001"])("that names a key version %s of the bank", async (version) => {
		const { keys } = access.memory as EbicsMemory;
		const key = openKeys(keys).authentication.privateKey;
		access.rewrite = (body) => {
			const changed = body
				.replace(/^<\?xml[^>]*>\s*/, "")
				.replace(/<AuthSignature>.*<\/AuthSignature>/s, AUTH_SIGNATURE_HERE)
				.replace(`Version="${version.replace("001", "002")}"`, `Version="${version}"`);
			return authenticate(changed, key);
		};
		expect(await faultOf(collected())).toBe("needs-merchant");
		expect(bank.seen.map(({ code }) => code)).toEqual(["091008", "091008"]);
	});

	it("with words for the merchant and none of the bank's in the message but harmless ones", async () => {
		bank.forbidden.add("BTD");
		const error = await collected().catch((cause: unknown) => cause);
		expect(error).toBeInstanceOf(FeedError);
		const { forMerchant, message } = error as FeedError;
		expect(message).toBe("EBICS: 090003 [EBICS] Text der Bank");
		expect(forMerchant.de).toContain("freizuschalten");
		expect(forMerchant.en).toContain("enable");
	});
});

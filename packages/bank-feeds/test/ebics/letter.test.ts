import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, it } from "vitest";
import { openKeys } from "../../src/ebics/keys.ts";
import { initialisationLetter } from "../../src/ebics/letter.ts";
import type { EbicsMemory } from "../../src/ebics/memory.ts";
import { accessWithKeys } from "./access.ts";
import { EbicsBank } from "./bank.ts";

/** The texts of each page, without blanks: a line of the letter may be one piece or many. */
async function pagesOf(pdf: Uint8Array): Promise<string[]> {
	const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
	const pages: string[] = [];
	for (let number = 1; number <= document.numPages; number += 1) {
		const { items } = await (await document.getPage(number)).getTextContent();
		pages.push(
			items
				.map((item) => ("str" in item ? item.str : ""))
				.join("")
				.replace(/\s/g, ""),
		);
	}
	return pages;
}

it("carries the hashes that the bank has, by page, and who sent the keys", async () => {
	const bank = new EbicsBank();
	const access = accessWithKeys(bank, await bank.start(), { bankName: "Sparkasse Musterstadt" });
	const waiting = await access.setUp();
	await bank.stop();
	if (waiting.state !== "waiting" || waiting.letter === undefined) throw new Error("no letter");
	const [signature, authentication, encryption] = bank.subscriber.letterHashes();

	const [ini, hia, ...more] = await pagesOf(waiting.letter);
	expect(more).toEqual([]);
	expect(ini).toContain(signature);
	expect(ini).not.toContain(encryption);
	expect(hia).toContain(authentication);
	expect(hia).toContain(encryption);
	expect(hia?.indexOf("X002")).toBeLessThan(hia?.indexOf("E002") ?? 0);
	for (const page of [ini, hia])
		for (const said of ["TESTBANK", "KUNDE01", "TEILN01", "SparkasseMusterstadt", "20.11.2026", "08:00:00"])
			expect(page).toContain(said);
	expect(ini).toContain("A006");
	const { keys } = access.memory as EbicsMemory;
	expect(ini).toContain(keys.signature.certificate);
	expect(hia).toContain(keys.authentication.certificate);
	for (const { privateKey } of Object.values(keys)) expect(ini + (hia ?? "")).not.toContain(privateKey.slice(100, 160));
});

it("speaks English where it should, and fits on two pages with the longest names", async () => {
	const bank = new EbicsBank();
	const access = accessWithKeys(bank, "http://localhost");
	const letter = await initialisationLetter({
		subscriber: { hostId: "H".repeat(35), partnerId: "W".repeat(35), userId: "W".repeat(35) },
		bankName: "W".repeat(80),
		language: "en",
		signatureVersion: "A005",
		keys: openKeys((access.memory as EbicsMemory).keys),
		sentAt: new Date("2026-11-20T08:00:00Z"),
	});
	const pages = await pagesOf(letter);
	expect(pages).toHaveLength(2);
	expect(pages[0]).toContain("EBICSinitialisationletter(INI)");
	expect(pages[0]).toContain("A005");
	expect(pages[1]).toContain("Page2of2");
	expect(pages[1]).toContain("2026-11-20");
});

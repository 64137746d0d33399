import { describe, expect, it } from "vitest";
import {
	addressLines,
	builtInTemplate,
	type Letter,
	type Locale,
	letterPdf,
	type MessageData,
	type MessageKind,
	paymentCode,
	sampleData,
	WINDOWS,
	writeMessage,
} from "../../src/index.ts";
import { type Piece, readPdf, scanPdf, textOf } from "./read-pdf.ts";

const look = {
	name: "Beispiel-Shop",
	color: "#0f766e",
	imprint: ["Beispiel-Shop GmbH · Musterstraße 1 · 10115 Berlin", "HRB 12345"],
};
const ADDRESS = {
	company: "Muster GmbH",
	name: "Erika Mustermann",
	street: "Heidestraße 17",
	postcode: "51147",
	city: "Köln",
	country: "DE",
};

function letter(
	kind: MessageKind,
	locale: Locale,
	{ data = {}, ...rest }: { data?: Partial<MessageData> } & Partial<Letter> = {},
): Letter {
	const all = { ...sampleData(kind, locale), ...data };
	const code = all.payment && all.amount ? paymentCode(all.payment, all.amount) : undefined;
	return {
		message: writeMessage(builtInTemplate(kind, locale), all, locale),
		locale,
		look,
		window: locale === "de-CH" ? "swiss" : "din5008b",
		sender: "Beispiel-Shop GmbH · Musterstraße 1 · 10115 Berlin",
		recipient: addressLines(ADDRESS, locale === "de-CH" ? "CH" : "DE", locale),
		day: "2026-11-22",
		facts: [{ label: "Kundennummer", value: "K-2041" }],
		code: code?.ok ? code.value : undefined,
		...rest,
	};
}

const within = (pieces: readonly Piece[], area: { x: number; y: number; width: number; height: number }) =>
	pieces.filter(
		({ x, y, width }) =>
			x >= area.x - 0.1 && x + width <= area.x + area.width + 0.5 && y >= area.y && y <= area.y + area.height + 0.1,
	);

describe("a letter", { timeout: 30_000 }, () => {
	it.each([
		["de", "din5008b", { x: 20, y: 62.7, width: 85, height: 27.3 }],
		["de-CH", "swiss", { x: 22, y: 60, width: 85.5, height: 25.5 }],
	] as const)("shows its address in the window (%s)", async (locale, window, area) => {
		const [first = []] = await readPdf(await letterPdf(letter("reminder", locale)));
		const inWindow = within(first, area).map(({ text }) => text);
		const abroad = locale === "de-CH" ? ["DEUTSCHLAND"] : [];
		expect(inWindow).toEqual(["Muster GmbH", "Erika Mustermann", "Heidestraße 17", "51147 Köln", ...abroad]);
		const sender = first.find(({ text, y }) => text.startsWith("Beispiel-Shop GmbH ·") && y < 70);
		expect(sender?.y).toBeLessThan(area.y);
		expect(WINDOWS[window].subjectY).toBeGreaterThan(area.y + area.height);
	});

	it("keeps the longest address in the window, the town and country readable", async () => {
		const recipient = addressLines(
			{
				company: "Internationale Vertriebsgesellschaft für außergewöhnlich lange Firmennamen mbH & Co. KG",
				name: "Dr. Maximiliane von und zu Hohenstein-Lichtenberg-Schwarzenfels",
				street: "Straße des Siebzehnten Juni 1234a\nHinterhaus\nc/o Müller\nZimmer 5",
				postcode: "1010",
				city: "Wien",
				country: "AT",
			},
			"DE",
			"de",
		);
		expect(recipient).toHaveLength(6);
		const [first = []] = await readPdf(await letterPdf(letter("reminder", "de", { recipient })));
		const zone = first.filter(({ x, y }) => x < 100 && y > 62 && y < 95);
		expect(within(zone, { x: 20, y: 62.7, width: 85, height: 27.3 })).toEqual(zone);
		expect(zone.map(({ text }) => text).slice(-2)).toEqual(["1010 Wien", "ÖSTERREICH"]);
	});

	it("goes on in the next line where a name is long and lines are free", async () => {
		const recipient = ["Gesellschaft für angewandte Zahlungsverkehrsforschung mbH", "51147 Köln"];
		const [first = []] = await readPdf(await letterPdf(letter("reminder", "de", { recipient })));
		const zone = first.filter(({ x, y }) => x < 100 && y > 62 && y < 95).map(({ text }) => text);
		expect(zone).toEqual(["Gesellschaft für angewandte", "Zahlungsverkehrsforschung mbH", "51147 Köln"]);
	});

	it("writes the letters of all customers", async () => {
		const name = "Łukasz Ščerbák-Ñúñez Ğüţă €";
		const [first] = await readPdf(
			await letterPdf(letter("cancellation", "de", { recipient: [name], data: { customer: { name } } })),
		);
		expect(textOf(first).split(name)).toHaveLength(3);
	});

	it("is paid by its GiroCode", async () => {
		const text = await scanPdf(await letterPdf(letter("demand", "de")), 1);
		expect(text?.split("\n").slice(5)).toEqual([
			"Beispiel-Shop GmbH",
			"DE89370400440532013000",
			"EUR1203.12",
			"",
			"",
			"10815",
		]);
	});

	it("ends with the QR-bill in Switzerland, which says the same", async () => {
		const pdf = await letterPdf(letter("reminder", "de-CH"));
		const pages = await readPdf(pdf);
		const slip = pages.at(-1) ?? [];
		expect(slip.find(({ text }) => text === "Empfangsschein")?.y).toBeGreaterThan(297 - 105);
		expect(slip.filter(({ y }) => y > 297 - 105).every(({ text }) => !text.includes("HRB"))).toBe(true);
		const payload = (await scanPdf(pdf, pages.length))?.split("\n");
		expect(payload?.slice(3, 11)).toEqual([
			"CH5800791123000889012",
			"S",
			"Beispiel-Shop AG",
			"Bahnhofstrasse",
			"7",
			"8001",
			"Zürich",
			"CH",
		]);
		expect(payload?.slice(18, 20)).toEqual(["1199.00", "CHF"]);
		expect(payload?.slice(27)).toEqual(["SCOR", "RF18539007547034", "", "EPD"]);
	});

	it("goes on over pages with a head and numbers, and loses nothing", async () => {
		const orders = Array.from({ length: 60 }, (_, at) => ({
			number: `A-${1000 + at}`,
			date: "2026-10-28",
			amount: { minor: 4990, currency: "EUR" },
		}));
		const pages = await readPdf(await letterPdf(letter("severalReminder", "de", { data: { orders } })));
		expect(pages.length).toBe(3);
		const all = pages.map(textOf).join(" ");
		for (const { number } of orders) expect(all.split(number)).toHaveLength(2);
		pages.forEach((page, at) => {
			expect(textOf(page)).toContain(`Seite ${at + 1} von 3`);
			if (at > 0) expect(textOf(page)).toContain("Beispiel-Shop · 22.11.2026 · Zahlungserinnerung");
			for (const { x, y, width } of page) {
				expect(x).toBeGreaterThanOrEqual(24.9);
				expect(x + width).toBeLessThanOrEqual(190.5);
				expect(y).toBeLessThan(297 - 5);
			}
		});
		expect(textOf(pages[1])).toContain("Bestellung Datum Betrag Offen");
	});

	it("is the same for the same words", async () => {
		const [one, other] = [await letterPdf(letter("demand", "en")), await letterPdf(letter("demand", "en"))];
		expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
	});
});

describe("an address", () => {
	it("names the country in capitals only abroad, in the letter's language", () => {
		expect(addressLines(ADDRESS, "DE", "de")).toEqual([
			"Muster GmbH",
			"Erika Mustermann",
			"Heidestraße 17",
			"51147 Köln",
		]);
		expect(addressLines(ADDRESS, "AT", "en").at(-1)).toBe("GERMANY");
		expect(addressLines({ name: "A", city: "Oslo" }, "DE", "de")).toEqual(["A", "Oslo"]);
		expect(
			addressLines({ name: "Müller AG", company: "Müller AG", city: "Bern", country: "CH" }, "CH", "de-CH"),
		).toEqual(["Müller AG", "Bern"]);
	});
});

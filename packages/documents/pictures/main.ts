import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import {
	addressLines,
	builtInTemplate,
	type Locale,
	letterPdf,
	type MessageKind,
	paymentCode,
	paymentSlip,
	previewTemplate,
	sampleData,
	writeMessage,
} from "../src/index.ts";

/** Draws the pictures of README.md anew: a letter, two slips and a mail. The mail needs Chromium. */
const here = import.meta.dirname;
const day = "2026-11-22";
const look = {
	name: "Beispiel-Shop",
	color: "#0f766e",
	imprint: [
		"Beispiel-Shop GmbH · Musterstraße 1 · 10115 Berlin · service@beispiel-shop.example",
		"Amtsgericht Charlottenburg HRB 12345 · USt-IdNr. DE123456789",
	],
};

await picture("letter.png", await letter("demand", "de"));
await picture("slip-de.png", await slip("de"));
await picture("slip-ch.png", await slip("de-CH"));
mail("mail.png", "demand", "de");

async function letter(kind: MessageKind, locale: Locale): Promise<Uint8Array> {
	const data = sampleData(kind, locale);
	const code = data.payment && data.amount ? paymentCode(data.payment, data.amount) : undefined;
	const address = {
		company: "Muster GmbH",
		name: "Erika Mustermann",
		street: "Heidestraße 17",
		postcode: "51147",
		city: "Köln",
		country: "DE",
	};
	return letterPdf({
		message: writeMessage(builtInTemplate(kind, locale), data, locale),
		locale,
		look,
		window: "din5008b",
		sender: "Beispiel-Shop GmbH · Musterstraße 1 · 10115 Berlin",
		recipient: addressLines(address, "DE", locale),
		day,
		facts: [{ label: "Kundennummer", value: "K-2041" }],
		code: code?.ok ? code.value : undefined,
	});
}

async function slip(locale: Locale): Promise<Uint8Array> {
	const { payment, amount } = sampleData("reminder", locale);
	if (payment === undefined || amount === undefined) throw new Error("the sample has no payment");
	const made = await paymentSlip({ payment, amount, locale, title: "Bestellung 10815", day });
	if (!made.ok) throw new Error(made.problems.map(({ code }) => code).join());
	return made.value;
}

async function picture(name: string, pdf: Uint8Array): Promise<void> {
	const page = await (await getDocument({ data: pdf.slice(), verbosity: 0 }).promise).getPage(1);
	const viewport = page.getViewport({ scale: 0.8 });
	const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
	await page.render({ canvas: null, canvasContext: canvas.getContext("2d") as never, viewport }).promise;
	writeFileSync(join(here, name), canvas.toBuffer("image/png"));
}

function mail(name: string, kind: MessageKind, locale: Locale): void {
	const file = join(mkdtempSync(join(tmpdir(), "kontor-mail-")), "mail.html");
	writeFileSync(file, previewTemplate(kind, locale, builtInTemplate(kind, locale), look).html);
	const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"];
	execFileSync("chromium", [...flags, "--window-size=640,1060", `--screenshot=${join(here, name)}`, `file://${file}`], {
		stdio: "ignore",
	});
}

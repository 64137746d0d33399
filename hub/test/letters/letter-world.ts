import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call, listMessages, putLetterService, putSenderProfile } from "@kontor/protocol";
import { RemindingWorld } from "../reminding/reminding-world.ts";
import { startTestHub } from "../support/test-hub.ts";
import { type FakeLetterService, KEY, startLetterService } from "./fake-letterxpress.ts";

export const ERIKA = {
	name: "Erika Muster",
	email: "erika@kunde.example",
	language: "de",
	billing: { name: "Erika Muster", street: "Hauptstr. 1", postcode: "10115", city: "Berlin", country: "DE" },
};

/** A merchant whose operator has a print folder, with a letter service he may use instead. */
export class LetterWorld extends RemindingWorld {
	folder!: string;
	service!: FakeLetterService;

	override async open(): Promise<void> {
		this.folder = await mkdtemp(join(tmpdir(), "kontor-letters-"));
		this.hub = await startTestHub({ allowPrivateAddresses: true, letterFolder: this.folder });
	}

	override async begin(): Promise<void> {
		await super.begin();
		this.service = await startLetterService();
		await call(this.merchant, putSenderProfile, {
			body: {
				imprint: ["Laden GmbH, Musterweg 1, 10115 Berlin"],
				address: { street: "Musterweg 1", postcode: "10115", city: "Berlin", country: "DE" },
			},
		});
	}

	override async end(): Promise<void> {
		await super.end();
		await this.service.close();
	}

	override async close(): Promise<void> {
		await super.close();
		await rm(this.folder, { recursive: true });
	}

	useService = ({ user = "laden", apiKey = KEY }: { user?: string; apiKey?: string } = {}) =>
		call(this.merchant, putLetterService, {
			body: {
				service: { service: "letterxpress", url: this.service.url, user },
				secrets: { apiKey },
			},
		});

	letters = async () =>
		(await call(this.merchant, listMessages, {})).items.filter(({ channel }) => channel === "letter");

	/** The only one. */
	letter = async () => {
		const [letter, ...others] = await this.letters();
		if (letter === undefined || others.length > 0) throw new Error(`${others.length + 1} letters`);
		return letter;
	};

	/** What lies in the merchant's print folder. */
	printed = async () => (await readdir(join(this.folder, this.merchant.id))).filter((name) => name.endsWith(".pdf"));
}

import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Page, pagesOf } from "./bank-pages.ts";
import { bankParameters, userParameters } from "./bank-parameters.ts";
import { type Asked, binary, type Request, readRequest, text, writeReply } from "./bank-wire.ts";
import { BANK_CODE, BIC, type Habits, type KeptAccount, type User } from "./habits.ts";

interface Talk {
	readonly user: User;
	readonly strong: boolean;
	/** The TAN method that it was begun with; every message has to name it. */
	readonly method: string;
	next: number;
	/** What waits for an approval. */
	waiting?: { readonly orders: readonly Asked[]; readonly reference: string; asked: number } | undefined;
}

const FOREIGN: Pick<KeptAccount, "iban" | "number" | "subNumber"> = {
	iban: "DE77100200300999999999",
	number: "0999999999",
};

export const TAN = "123456";
const TRIES = 3;

/**
 * A bank that speaks FinTS 3.0 with PIN and TAN over HTTP, as far as reading statements goes. It is strict where banks
 * are: lengths, message numbers, dialogs and signatures have to fit.
 */
export class BankDouble {
	readonly habits: Habits;
	/** Every message that came, as segment ids. */
	readonly heard: string[][] = [];
	readonly requests: Request[] = [];
	/** The cookies that came along with each. */
	readonly cookies: (string | undefined)[] = [];
	readonly #server: Server;
	readonly #talks = new Map<string, Talk>();
	readonly #wrongPins = new Map<string, number>();
	#count = 0;

	private constructor(habits: Habits) {
		this.habits = habits;
		this.#server = createServer((request, response) => {
			void read(request).then((body) => {
				const answer = this.#answer(Buffer.from(body, "base64").toString("latin1"));
				response.setHeader("content-type", "text/plain");
				response.setHeader("set-cookie", [`node=${++this.#count}; Path=/; Secure`, "lb=a1; HttpOnly"]);
				this.cookies.push(request.headers.cookie);
				response.end(Buffer.from(answer, "latin1").toString("base64"));
			});
		});
	}

	static async open(habits: Habits): Promise<BankDouble> {
		const bank = new BankDouble(habits);
		await new Promise<void>((resolve) => {
			bank.#server.listen(0, "127.0.0.1", resolve);
		});
		return bank;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/fints`;
	}

	/** Dialogs that were neither ended nor broken off. */
	get openDialogs(): number {
		return this.#talks.size;
	}

	async close(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((resolve) => {
			this.#server.close(resolve);
		});
	}

	#answer(body: string): string {
		const request = readRequest(body);
		this.requests.push(request);
		this.heard.push(request.segments.map(({ id }) => id).filter((id) => !id.startsWith("HNSH")));
		const userId = element(request, "HNSHK", 10, 2);
		const instead = this.habits.instead?.(request);
		const current = this.#talks.get(request.dialogId);
		if (instead && current) current.next++;
		if (instead) return writeReply(request, request.dialogId === "0" ? "X" : request.dialogId, instead, userId);
		if (request.dialogId === "0") return this.#begin(request, userId);
		const talk = this.#talks.get(request.dialogId);
		if (!talk || talk.next !== request.messageNumber) {
			this.#talks.delete(request.dialogId);
			return writeReply(request, request.dialogId, ["HIRMG:%:2+9800::Dialog abgebrochen"], userId);
		}
		talk.next++;
		const segments = this.#pinFits(request, talk.user) ? this.#goOn(request, talk) : this.#refusePin(talk.user);
		return writeReply(request, request.dialogId, segments, userId);
	}

	#begin(request: Request, userId: string): string {
		const dialogId = `D${++this.#count}`;
		const reply = (segments: readonly string[]) => writeReply(request, dialogId, segments, userId);
		const user = this.habits.users.find(({ id }) => id === userId);
		if (!user) return reply(refused("9931::Anmeldename oder PIN ist falsch."));
		if (user.locked || (this.#wrongPins.get(userId) ?? 0) >= TRIES) {
			return reply(
				refused("3938::Ihr Zugang ist vorläufig gesperrt - Bitte PIN-Sperre aufheben.", "9931::Zugang gesperrt."),
			);
		}
		if (!this.#pinFits(request, user)) return reply(this.#refusePin(user));
		if (this.habits.product !== undefined && element(request, "HKVVB", 3) !== this.habits.product) {
			return reply(refused("9078::Dialog abgebrochen - Produkt nicht registriert."));
		}
		const method = element(request, "HNSHK", 1);
		const strong = user.methods.some(({ id }) => String(id) === method);
		if (!strong && method !== "999") return reply(refused("9955::TAN-Verfahren nicht zugelassen."));
		const talk: Talk = { user, strong, method, next: 2 };
		this.#talks.set(dialogId, talk);
		return reply(strong ? this.#authenticated(talk, [segment(request, "HKIDN")], request) : this.#known(request, talk));
	}

	/** What a sign-in brings. Without strong authentication a bank says nothing of the user's accounts. */
	#known(request: Request, { user, strong }: Talk): string[] {
		const { habits } = this;
		const methods = user.methods.map(({ id }) => id).join(":");
		return [
			"HIRMG:%:2+3060::Bitte beachten Sie die enthaltenen Warnungen/Hinweise.",
			`HIRMS:%:2:3+0020::Auftrag ausgeführt.+3920::Zugelassene Zwei-Schritt-Verfahren für den Benutzer.:${methods}`,
			...(element(request, "HKVVB", 0) === "78" ? [] : bankParameters(habits)),
			...(segment(request, "HKSYN").id === "HKSYN" ? ["HISYN:%:4:5+SYSTEM4711"] : []),
			...(strong && element(request, "HKVVB", 1) !== "3" ? userParameters(this.habits, user) : []),
		];
	}

	#goOn(request: Request, talk: Talk): string[] {
		if (element(request, "HNSHK", 1) !== talk.method) return refused("9210::Sicherheitsverfahren gewechselt.");
		if (segment(request, "HKEND").id === "HKEND") {
			this.#talks.delete(request.dialogId);
			return ["HIRMG:%:2+0010::Nachricht entgegengenommen.+0100::Dialog beendet."];
		}
		const tan = segment(request, "HKTAN");
		const process = tan.elements[0]?.[0];
		if (process === "2" || process === "S") return this.#approve(request, talk, process);
		const orders = request.segments.filter(({ id }) => /^HK(?!TAN)/.test(id));
		return process === "4" ? this.#authenticated(talk, orders, request) : this.#carryOut(orders, talk);
	}

	/** Wants a TAN, or says that none is needed (3076). */
	#authenticated(talk: Talk, orders: readonly Asked[], request: Request): string[] {
		const [order] = orders;
		const id = order?.id ?? "";
		if (!this.habits.wantsTan?.({ order: id, from: order?.elements[id === "HKCAZ" ? 3 : 2]?.[0] })) {
			const done = id === "HKIDN" ? this.#known(request, talk) : this.#carryOut(orders, talk);
			return [
				...done,
				"HIRMS:%:2:4+3076::Starke Kundenauthentifizierung nicht notwendig.",
				"HITAN:%:7:4+4++noref+nochallenge",
			];
		}
		const reference = `REF${++this.#count}`;
		talk.waiting = { orders, reference, asked: 0 };
		const { picture } = this.habits;
		const image = picture ? `+${binary(matrixCode(picture.mediaType, picture.bytes))}` : "";
		return [
			"HIRMG:%:2+0010::Nachricht entgegengenommen.",
			"HIRMS:%:2:4+0030::Auftrag empfangen - Sicherheitsfreigabe erforderlich.+3955::Sicherheitsfreigabe erfolgt über anderen Kanal.",
			`HITAN:%:7:4+4++${reference}+${text("Bitte geben Sie den Abruf <b>frei</b>:<br>Müller & Söhne")}${image}`,
		];
	}

	#approve(request: Request, talk: Talk, process: string): string[] {
		const { waiting } = talk;
		if (!waiting || element(request, "HKTAN", 4) !== waiting.reference) {
			return ["HIRMG:%:2+9050::Fehlerhaft.", "HIRMS:%:2:4+9210::Auftragsreferenz unbekannt."];
		}
		if (process === "S" && ++waiting.asked <= (this.habits.approvedAfter ?? 0)) {
			return [
				"HIRMG:%:2+0010::Nachricht entgegengenommen.",
				"HIRMS:%:2:4+3956::Starke Kundenauthentifizierung noch ausstehend.",
				`HITAN:%:7:4+S++${waiting.reference}`,
			];
		}
		if (process === "2" && element(request, "HNSHA", 2, 1) !== TAN) {
			talk.waiting = undefined;
			return ["HIRMG:%:2+9050::Fehlerhaft.", "HIRMS:%:2:4+9941::TAN ungültig."];
		}
		talk.waiting = undefined;
		const [first] = waiting.orders;
		return first?.id === "HKIDN" ? this.#known(request, talk) : this.#carryOut(waiting.orders, talk);
	}

	#carryOut(orders: readonly Asked[], talk: Talk): string[] {
		return ["HIRMG:%:2+0010::Nachricht entgegengenommen.", ...orders.flatMap((order) => this.#one(order, talk.user))];
	}

	#one(order: Asked, user: User): string[] {
		const done = `HIRMS:%:2:${order.number}+0020::Auftrag ausgeführt.`;
		switch (order.id) {
			case "HKSPA": {
				// In an order of its own, and with one that the user may not use.
				const accounts = [...user.accounts, FOREIGN].map(
					({ iban, number, subNumber = "" }) => `J:${iban}:${BIC}:${number}:${subNumber}:280:${BANK_CODE}`,
				);
				accounts.reverse();
				return [done, `HISPA:%:1:${order.number}+${accounts.join("+")}`];
			}
			case "HKTAB":
				return [
					done,
					`HITAB:%:4:${order.number}+0${(this.habits.media ?? []).map((name) => `+M:1${":".repeat(11)}${name}`).join("")}`,
				];
			case "HKCAZ":
			case "HKKAZ":
				return this.#statements(order, user);
			default:
				return [`HIRMS:%:2:${order.number}+9110::Unbekannter Auftrag.`];
		}
	}

	#statements(order: Asked, user: User): string[] {
		const [named = []] = order.elements;
		// From version 7 on, as in HKCAZ, IBAN and BIC come before the number.
		const national = order.id === "HKKAZ" && order.version < 7 ? named : named.slice(2);
		const account = user.accounts.find(
			({ iban, number, subNumber = "" }) =>
				(national !== named && named[0] === iban) || (national[0] === number && national[1] === subNumber),
		);
		if (!account) return ["HIRMS:%:2:3+9210::Konto unbekannt."];
		const [from, , , mark] = order.elements.slice(order.id === "HKCAZ" ? 3 : 2).map(([value]) => value);
		const pages = pagesOf(this.habits, order.id, account, from ?? "");
		if (pages === "too-far-back")
			return [`HIRMS:%:2:${order.number}+9210::Zeitraum liegt außerhalb der Speicherdauer.`];
		const index = mark ? Number(mark.split("+")[1]) : 0;
		const page: Page | undefined = pages[index];
		if (!page) return [`HIRMS:%:2:${order.number}+3010::Es liegen keine Umsätze vor.`];
		const more = index + 1 < pages.length ? `+3040::Es liegen weitere Umsätze vor.:${text(`Seite+${index + 1}`)}` : "";
		return [
			`HIRMS:%:2:${order.number}+0020::Auftrag ausgeführt.${more}`,
			...page.segments.map((segment) => segment.replace(":ref", `:${order.number}`)),
		];
	}

	#pinFits(request: Request, user: User): boolean {
		return element(request, "HNSHA", 2) === user.pin;
	}

	#refusePin(user: User): string[] {
		const tries = (this.#wrongPins.get(user.id) ?? 0) + 1;
		this.#wrongPins.set(user.id, tries);
		return refused("9942::PIN falsch.");
	}
}

function refused(...answers: string[]): string[] {
	return [
		"HIRMG:%:2+9050::Die Nachricht enthält Fehler.+9800::Dialog abgebrochen.",
		`HIRMS:%:2:2+${answers.join("+")}`,
	];
}

function segment(request: Request, id: string): Asked {
	return request.segments.find((one) => one.id === id) ?? { id: "", number: 0, version: 0, elements: [] };
}

function element(request: Request, id: string, index: number, part = 0): string {
	return segment(request, id).elements[index]?.[part] ?? "";
}

function matrixCode(mediaType: string, image: Buffer): Buffer {
	const length = (bytes: number) => Buffer.from([bytes >> 8, bytes & 0xff]);
	return Buffer.concat([length(mediaType.length), Buffer.from(mediaType), length(image.length), image]);
}

async function read(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString("latin1");
}

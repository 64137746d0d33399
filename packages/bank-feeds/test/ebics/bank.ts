import { X509Certificate } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inflateSync } from "node:zlib";
import {
	type Answer,
	bankKeysData,
	dataTransfer,
	signedAnswer,
	subscriberData,
	unsignedAnswer,
	versionsAnswer,
} from "./bank-answers.ts";
import { type DigestKind, digestOf, seal, signatureFits } from "./bank-crypto.ts";
import { type BankKeyPair, E002, X002 } from "./bank-key-pairs.ts";
import { BankOrders, type Payment, type StoredStatement } from "./bank-orders.ts";
import { violation } from "./bank-schema.ts";
import { BankSubscriber } from "./bank-subscriber.ts";
import { attribute, find, type Node, read, text } from "./bank-xml.ts";

interface About {
	readonly order: string;
	readonly phase: string;
}

/** How far a client's clock may be off, and how long nonces are kept. */
const MAX_AGE_MS = 10 * 60 * 1000;

/**
 * A bank that speaks EBICS 3.0 with real keys and real signatures, for one subscriber. It refuses what a bank refuses; what a
 * test sets makes it misbehave. It shares no code with the client.
 */
export class EbicsBank {
	readonly hostId = "TESTBANK";
	readonly subscriber = new BankSubscriber();
	readonly statements: StoredStatement[] = [];
	readonly payments: Payment[] = [];
	readonly receipts: ("positive" | "negative")[] = [];
	/** Every request: "BTD Initialisation", "Transfer", and the worse one of the two codes of its answer. */
	readonly seen: { readonly xml: string; readonly order: string; readonly code: string }[] = [];
	versions = ["H004", "H005"];
	accounts = [{ iban: "DE02120300000000202051", currency: "EUR", holder: "Muster GmbH & Co. KG", description: "Giro" }];
	/** Order types or services that the subscriber may not use. */
	readonly forbidden = new Set<string>();
	/** Which hash of its keys the bank wants to be named. */
	digest: DigestKind = "certificate";
	keysWithoutCertificate = false;
	/** Characters of base64 in one segment. */
	segmentLength = 1024 * 1024;
	/** Namespace prefix of its answers, with the colon. */
	prefix = "";
	keys: { readonly x002: BankKeyPair; readonly e002: BankKeyPair } = { x002: X002, e002: E002 };
	/** Signs answers instead of X002. */
	signingKey: string | undefined;
	/** The key that downloads say they are encrypted for, instead of the one they are. */
	namedKey: X509Certificate | undefined;
	/** Changes an answer after it was signed. */
	tamper: ((xml: string, about: About) => string) | undefined;
	/** The process dies, or the line: the answer is lost after the bank has acted. */
	loseAnswerTo: ((about: About) => boolean) | undefined;
	now: () => Date = () => new Date();

	readonly #orders = new BankOrders(this);
	readonly #nonces = new Set<string>();
	#server: Server | undefined;
	#orderIds = 0;

	/** @returns its URL */
	async start(): Promise<string> {
		const server = createServer((request, response) => {
			const pieces: Buffer[] = [];
			request.on("data", (piece: Buffer) => pieces.push(piece));
			request.on("end", () => this.#serve(Buffer.concat(pieces).toString(), response));
		});
		this.#server = server;
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ebics`;
	}

	async stop(): Promise<void> {
		this.#server?.closeAllConnections();
		await new Promise((resolve) => this.#server?.close(resolve));
	}

	nextOrderId(letter: string): string {
		this.#orderIds += 1;
		return `${letter}${String(this.#orderIds).padStart(3, "0")}`;
	}

	#serve(xml: string, response: ServerResponse): void {
		const about = { order: "?", phase: "" };
		let answer: string;
		try {
			answer = this.#answer(xml, about);
		} catch {
			answer = unsignedAnswer("061099", "[EBICS_INTERNAL_ERROR]");
		}
		const code = /<[\w:]*ReturnCode[^>]*>(?!000000)(\d{6})/.exec(answer)?.[1] ?? "000000";
		this.seen.push({ xml, order: `${about.order} ${about.phase}`.trim(), code });
		if (this.loseAnswerTo?.(about)) {
			response.destroy();
			return;
		}
		response.setHeader("content-type", "text/xml");
		response.end(this.tamper?.(answer, about) ?? answer);
	}

	#answer(xml: string, about: { order: string; phase: string }): string {
		let root: Node;
		try {
			root = read(xml);
		} catch {
			return unsignedAnswer("091010", "[EBICS_INVALID_XML]");
		}
		if (root.local === "ebicsHEVRequest") {
			about.order = "HEV";
			return versionsAnswer(text(find(root, "HostID")) === this.hostId ? this.versions : undefined);
		}
		const broken = violation(root);
		if (broken !== undefined) return unsignedAnswer("091010", `[EBICS_INVALID_XML] ${broken.replace(/[<>&]/g, "")}`);
		const head = find(root, "header", "static") as Node;
		about.order = text(find(head, "OrderDetails", "AdminOrderType"));
		if (text(find(head, "HostID")) !== this.hostId) return unsignedAnswer("091011", "[EBICS_INVALID_HOST_ID]");
		if (root.local === "ebicsUnsecuredRequest") return this.#acceptKeys(root, head, about.order);
		about.phase = text(find(root, "header", "mutable", "TransactionPhase"));
		const refused = this.#refusal(root, head);
		if (root.local === "ebicsNoPubKeyDigestsRequest")
			return refused ? unsignedAnswer(refused, "[EBICS]") : this.#bankKeys();
		const answer = refused ? { technical: refused } : this.#order(root, head, about);
		return signedAnswer(about.phase, answer, this.signingKey ?? this.keys.x002.privateKey, this.prefix);
	}

	#acceptKeys(root: Node, head: Node, order: string): string {
		if (!this.subscriber.is(head)) return unsignedAnswer("091002", "[EBICS_INVALID_USER_OR_USER_STATE]");
		const data = inflateSync(Buffer.from(text(find(root, "body", "DataTransfer", "OrderData")), "base64"));
		const code = this.subscriber.accept(order, read(data.toString()), this.now());
		return unsignedAnswer(code, "[EBICS]", code === "000000" ? { orderId: this.nextOrderId("A") } : {});
	}

	/** Who it is, whether he signed it, and whether it is new: the code that refuses a request, if one does. */
	#refusal(root: Node, head: Node): string | undefined {
		const { authentication } = this.subscriber.keys;
		const nonce = find(head, "Nonce");
		if (nonce && !this.subscriber.is(head)) return "091002";
		if (this.subscriber.state !== "ready" || !authentication) return "091002";
		if (!signatureFits(root, authentication.publicKey)) return "061001";
		if (!nonce) return undefined;
		const age = Math.abs(this.now().getTime() - new Date(text(find(head, "Timestamp"))).getTime());
		if (this.#nonces.has(text(nonce)) || age > MAX_AGE_MS) return "091103";
		this.#nonces.add(text(nonce));
		return undefined;
	}

	#bankKeys(): string {
		const recipient = this.subscriber.keys.encryption as X509Certificate;
		const { x002, e002 } = this.#certificates();
		const sealed = seal(
			Buffer.from(bankKeysData(this.hostId, x002, e002, this.keysWithoutCertificate)),
			recipient.publicKey,
		);
		return unsignedAnswer("000000", "[EBICS_OK] OK", { body: dataTransfer(sealed, recipient, this.digest, "") });
	}

	#order(root: Node, head: Node, { order, phase }: About): Answer {
		if (phase === "Transfer") return this.#orders.transfer(root, head);
		if (phase === "Receipt") return this.#orders.receipt(root, head);
		if (!this.#knowsOurKeys(find(head, "BankPubKeyDigests") as Node)) return { technical: "091008" };
		if (this.forbidden.has(order)) return { order: "090003" };
		if (order === "HTD") return this.#orders.deliver(this.#subscriberData(), []);
		if (order === "BTD") return this.#orders.download(find(head, "OrderDetails", "BTDOrderParams") as Node);
		if (order === "BTU") return this.#orders.upload(root, head);
		return { order: "091005" };
	}

	#knowsOurKeys(digests: Node): boolean {
		const { x002, e002 } = this.#certificates();
		const named = (name: string, version: string, certificate: X509Certificate) => {
			const node = find(digests, name);
			const algorithm = attribute(node, "Algorithm") === "http://www.w3.org/2001/04/xmlenc#sha256";
			return algorithm && attribute(node, "Version") === version && text(node) === digestOf(certificate, this.digest);
		};
		return named("Authentication", "X002", x002) && named("Encryption", "E002", e002);
	}

	#subscriberData(): Buffer {
		return Buffer.from(subscriberData(this.hostId, this.subscriber.userId, this.accounts));
	}

	#certificates() {
		const { x002, e002 } = this.keys;
		return { x002: new X509Certificate(x002.certificate), e002: new X509Certificate(e002.certificate) };
	}
}

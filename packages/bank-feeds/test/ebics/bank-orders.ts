import { randomBytes, X509Certificate } from "node:crypto";
import type { EbicsBank } from "./bank.ts";
import type { Answer } from "./bank-answers.ts";
import { dataTransfer } from "./bank-answers.ts";
import { digestOf, electronicSignatureFits, orderHash, seal, unseal, unsealKey } from "./bank-crypto.ts";
import { attribute, find, type Node, read, text } from "./bank-xml.ts";

export interface StoredStatement {
	/** As asked for: "EOP DE ZIP camt.053 08". */
	readonly service: string;
	readonly day: string;
	readonly bytes: Uint8Array;
	delivered?: boolean;
}

export interface Payment {
	readonly orderId: string;
	readonly bytes: Buffer;
	readonly service: string;
	readonly fileName: string | undefined;
	readonly authorised: boolean;
}

interface Transaction {
	readonly phase: "download" | "upload";
	/** Base64: all of them in a download, those that came in an upload. */
	readonly pieces: string[];
	readonly statements: readonly StoredStatement[];
	/** Takes a whole upload. Returns the code of the order. */
	readonly finish?: (data: Buffer) => string;
	readonly segments: number;
	next: number;
}

/** The transactions of a bank: what is delivered, taken and acknowledged. */
export class BankOrders {
	readonly #bank: EbicsBank;
	readonly #transactions = new Map<string, Transaction>();

	constructor(bank: EbicsBank) {
		this.#bank = bank;
	}

	/** What is new, or what is of the days; nothing is 090005. */
	download(parameters: Node): Answer {
		const service = serviceOf(find(parameters, "Service") as Node);
		if (this.#bank.forbidden.has(service)) return { order: "090003" };
		const range = find(parameters, "DateRange");
		const [start, end] = [text(range && find(range, "Start")), text(range && find(range, "End"))];
		const found = this.#bank.statements.filter(
			(one) => one.service === service && (range ? one.day >= start && one.day <= end : !one.delivered),
		);
		if (found.length === 0) return { order: "090005" };
		return this.deliver(Buffer.concat(found.map(({ bytes }) => bytes)), found);
	}

	deliver(data: Buffer, statements: readonly StoredStatement[]): Answer {
		const { subscriber, segmentLength, digest, prefix, namedKey } = this.#bank;
		const recipient = subscriber.keys.encryption as X509Certificate;
		const sealed = seal(data, recipient.publicKey);
		const pieces = sealed.data.match(new RegExp(`.{1,${segmentLength}}`, "g")) ?? [];
		const segments = pieces.length;
		const transactionId = this.#begin({ phase: "download", pieces, statements, segments, next: 2 });
		const body = dataTransfer({ key: sealed.key, data: pieces[0] ?? "" }, namedKey ?? recipient, digest, prefix);
		return { transactionId, segments, segment: 1, body };
	}

	upload(root: Node, head: Node): Answer {
		const { keys, digest, subscriber } = this.#bank;
		const parameters = find(head, "OrderDetails", "BTUOrderParams") as Node;
		const transfer = find(root, "body", "DataTransfer") as Node;
		const info = find(transfer, "DataEncryptionInfo") as Node;
		const named = find(info, "EncryptionPubKeyDigest");
		const ours = digestOf(new X509Certificate(keys.e002.certificate), digest);
		if (text(named) !== ours || attribute(named, "Version") !== "E002") return { technical: "091008" };
		const key = unsealKey(text(find(info, "TransactionKey")), keys.e002.privateKey);
		const signatureXml = unseal(Buffer.from(text(find(transfer, "SignatureData")), "base64"), key).toString();
		const signature = find(read(signatureXml), "OrderSignatureData") as Node;
		const version = text(find(signature, "SignatureVersion"));
		if (version !== subscriber.signatureVersion) return { order: "091301" };
		if (!subscriber.is(signature)) return { technical: "091120" };
		const dataDigest = find(transfer, "DataDigest");
		const orderId = this.#bank.nextOrderId("P");
		const finish = (sealed: Buffer): string => {
			const bytes = unseal(sealed, key);
			const value = Buffer.from(text(find(signature, "SignatureValue")), "base64");
			const signer = (subscriber.keys.signature as X509Certificate).publicKey;
			const hashFits = text(dataDigest) === orderHash(bytes).toString("base64");
			const fits = hashFits && attribute(dataDigest, "SignatureVersion") === version;
			if (!fits || !electronicSignatureFits(bytes, version, value, signer)) return "091301";
			const service = serviceOf(find(parameters, "Service") as Node);
			const authorised = find(parameters, "SignatureFlag") !== undefined;
			const fileName = attribute(parameters, "fileName");
			this.#bank.payments.push({ orderId, bytes, service, fileName, authorised });
			return "000000";
		};
		const segments = Number(text(find(head, "NumSegments")));
		const transactionId = this.#begin({ phase: "upload", pieces: [], statements: [], finish, segments, next: 1 });
		return { transactionId, orderId };
	}

	transfer(root: Node, head: Node): Answer {
		const transactionId = text(find(head, "TransactionID"));
		const transaction = this.#transactions.get(transactionId);
		if (!transaction) return { technical: "091101", transactionId };
		const element = find(root, "header", "mutable", "SegmentNumber");
		const segment = Number(text(element));
		const { segments } = transaction;
		const last = segment === segments;
		if (segment !== transaction.next || (attribute(element, "lastSegment") === "true") !== last)
			return { technical: "091104", transactionId };
		transaction.next += 1;
		if (transaction.phase === "download") {
			const p = this.#bank.prefix;
			const body = `<${p}DataTransfer><${p}OrderData>${transaction.pieces[segment - 1]}</${p}OrderData></${p}DataTransfer>`;
			return { transactionId, segment, segments, body };
		}
		transaction.pieces.push(text(find(root, "body", "DataTransfer", "OrderData")));
		if (!last) return { transactionId, segment, segments };
		this.#transactions.delete(transactionId);
		const whole = Buffer.concat(transaction.pieces.map((piece) => Buffer.from(piece, "base64")));
		return { transactionId, segment, segments, order: transaction.finish?.(whole) ?? "090004" };
	}

	receipt(root: Node, head: Node): Answer {
		const transactionId = text(find(head, "TransactionID"));
		const transaction = this.#transactions.get(transactionId);
		if (transaction?.phase !== "download") return { technical: "091101", transactionId };
		const positive = text(find(root, "body", "TransferReceipt", "ReceiptCode")) === "0";
		if (positive) for (const statement of transaction.statements) statement.delivered = true;
		if (transaction.statements.length > 0) this.#bank.receipts.push(positive ? "positive" : "negative");
		this.#transactions.delete(transactionId);
		return { transactionId, technical: positive ? "011000" : "011001" };
	}

	#begin(transaction: Transaction): string {
		const id = randomBytes(16).toString("hex").toUpperCase();
		this.#transactions.set(id, transaction);
		return id;
	}
}

/** "EOP DE ZIP camt.053 08" */
function serviceOf(service: Node): string {
	const name = find(service, "MsgName");
	const parts = [
		text(find(service, "ServiceName")),
		text(find(service, "Scope")),
		attribute(find(service, "Container"), "containerType"),
		text(name),
		attribute(name, "version"),
	];
	return parts.filter((part) => part).join(" ");
}

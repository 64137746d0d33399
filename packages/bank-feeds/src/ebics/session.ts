import { timingSafeEqual } from "node:crypto";
import type { FeedContext } from "../feed.ts";
import { authenticate } from "./authentication.ts";
import type { EbicsConfig } from "./config.ts";
import { fault, unexpected } from "./fault.ts";
import { type BankKey, certificateDigest, type OwnKeys, openKeys, publicKeyDigest } from "./keys.ts";
import { EbicsMemory, openBankKey } from "./memory.ts";
import type { Subscriber } from "./names.ts";
import { type Digest, type Initialisation, initialisationRequest } from "./requests.ts";
import { type EncryptionInfo, readResponse, type SignedResponse } from "./responses.ts";
import { BANK_KEYS_OUTDATED, OK, PARAMETERS_IGNORED, RefusedByBank } from "./return-codes.ts";
import { post, type Transport } from "./transport.ts";

export type EbicsContext = FeedContext<EbicsConfig, Record<string, never>>;

/** Both sides know each other's keys. */
export interface Session {
	readonly transport: Transport;
	readonly subscriber: Subscriber;
	readonly own: OwnKeys;
	readonly bank: { readonly authentication: BankKey; readonly encryption: BankKey };
	readonly now: () => Date;
	/** What is remembered now, and what it becomes. */
	readonly memory: () => EbicsMemory;
	readonly change: (part: Partial<EbicsMemory>) => Promise<void>;
}

export function subscriberOf({ hostId, partnerId, userId }: EbicsConfig): Subscriber {
	return { hostId, partnerId, userId };
}

export function transportOf({ config, fetch, signal }: EbicsContext): Transport {
	return { url: config.url, fetch, signal };
}

/** @throws FeedError `needs-merchant` before the access is set up, or after the bank changed its keys */
export function openSession(context: EbicsContext): Session {
	let memory = readMemory(context);
	if (memory?.bank === undefined || memory.bank.outdated) throw notSetUp();
	return {
		transport: transportOf(context),
		subscriber: subscriberOf(context.config),
		own: openKeys(memory.keys),
		bank: { authentication: openBankKey(memory.bank.authentication), encryption: openBankKey(memory.bank.encryption) },
		now: context.now,
		memory: () => memory as EbicsMemory,
		change: async (part) => {
			memory = { ...(memory as EbicsMemory), ...part };
			await context.remember(memory);
		},
	};
}

/** What is known of the configured subscriber. What is known of another one, before the ids were changed, is not. */
export function readMemory({ memory, config }: Pick<EbicsContext, "memory" | "config">): EbicsMemory | undefined {
	if (memory === undefined || memory === null) return undefined;
	const known = EbicsMemory.parse(memory);
	const { hostId, partnerId, userId } = known.subscriber;
	const same = hostId === config.hostId && partnerId === config.partnerId && userId === config.userId;
	return same ? known : undefined;
}

/** The hash of a bank's key, in the kind that this bank wants. */
function bankDigest(version: "X002" | "E002", key: BankKey, kind: "certificate" | "public-key"): Digest {
	const certificate = kind === "certificate" ? key.certificate : undefined;
	return { version, value: certificate ? certificateDigest(certificate) : publicKeyDigest(key.publicKey) };
}

/** Sends a signed request and reads the signed answer, whatever it says. */
export async function exchange(session: Session, request: string): Promise<SignedResponse> {
	const signed = authenticate(request, session.own.authentication.privateKey);
	return readResponse(await post(session.transport, signed), session.bank.authentication.publicKey);
}

/** What an order's initialisation needs beyond what the session knows. */
export type Order = Pick<Initialisation, "order" | "parameters" | "upload">;

/**
 * Begins a transaction. EBICS 3.0 names the bank's keys by the hash of their certificates, yet some banks still expect the
 * hash of the bare keys and call the other one outdated: then the other kind is tried once and remembered. Where that is
 * not it, the bank has new keys, and nothing goes on before the merchant has confirmed them.
 */
export async function initialise(session: Session, order: (digestOf: DigestOf) => Order): Promise<SignedResponse> {
	const { digest } = bankMemory(session);
	try {
		const response = await begin(session, order, digest);
		if (!saysOutdated(response)) return response;
		const other = digest === "certificate" ? "public-key" : "certificate";
		const again = await begin(session, order, other);
		if (saysOutdated(again)) throw new RefusedByBank(BANK_KEYS_OUTDATED, again.reportText);
		await session.change({ bank: { ...bankMemory(session), digest: other } });
		return again;
	} catch (error) {
		if (error instanceof RefusedByBank && error.code === BANK_KEYS_OUTDATED)
			await session.change({ bank: { ...bankMemory(session), outdated: true } });
		throw error;
	}
}

function saysOutdated({ technicalCode, orderCode }: SignedResponse): boolean {
	return [technicalCode, orderCode].includes(BANK_KEYS_OUTDATED);
}

type DigestOf = (version: "X002" | "E002") => Digest;

function begin(session: Session, order: (digestOf: DigestOf) => Order, kind: "certificate" | "public-key") {
	const { bank, subscriber, now } = session;
	const digestOf: DigestOf = (version) =>
		bankDigest(version, version === "X002" ? bank.authentication : bank.encryption, kind);
	const bankKeys = [digestOf("X002"), digestOf("E002")] as const;
	return exchange(session, initialisationRequest({ subscriber, now: now(), bankKeys, ...order(digestOf) }));
}

function bankMemory(session: Session): NonNullable<EbicsMemory["bank"]> {
	const { bank } = session.memory();
	if (bank === undefined) throw notSetUp();
	return bank;
}

/** @throws RefusedByBank unless both codes of the answer say that it went well */
export function assertAccepted(response: SignedResponse, ...alsoFine: readonly string[]): void {
	const fine = [OK, PARAMETERS_IGNORED, ...alsoFine];
	const bad = [response.technicalCode, response.orderCode].find((code) => !fine.includes(code));
	if (bad !== undefined) throw new RefusedByBank(bad, response.reportText);
}

/** @throws FeedError where data were encrypted for another key than ours, or are not said to be */
export function assertForUs(encryption: EncryptionInfo, own: OwnKeys): void {
	const { certificate } = own.encryption;
	const ours = [certificateDigest(certificate), publicKeyDigest(certificate.publicKey)];
	const matches = ours.some((digest) => equal(digest, encryption.keyDigest));
	if (encryption.version !== "E002" || !matches) throw unexpected("order data are encrypted for another key");
}

function equal(left: Buffer, right: Buffer): boolean {
	return left.length === right.length && timingSafeEqual(left, right);
}

function notSetUp() {
	return fault("needs-merchant", "access is not set up", {
		de: "Der EBICS-Zugang ist noch nicht eingerichtet, oder die Bank hat neue Schlüssel. Bitte setzen Sie die Einrichtung fort.",
		en: "The EBICS access is not set up yet, or the bank has new keys. Please continue with the set-up.",
	});
}

import { FeedError } from "../feed.ts";
import { fault } from "./faults.ts";

/** The body as text of one character per byte, up to a limit. */
export async function textOf(response: Response, maximumBytes: number): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.length;
		if (size > maximumBytes) throw fault("unexpected-reply", `the answer is longer than ${maximumBytes} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("latin1");
}

/** What an answer that is no success means. */
export function wrongStatus(status: number): Error {
	if (status === 429) return fault("rate-limited", "HTTP 429");
	if (status >= 500 || status === 408) return fault("unavailable", `HTTP ${status}`);
	const where = status >= 300 && status < 400 ? ", redirects are not followed" : "";
	return fault("unexpected-reply", `HTTP ${status}${where}`, {
		forMerchant: {
			de: "Unter dieser Adresse antwortet kein FinTS-Server. Bitte die FinTS-Adresse der Bank prüfen.",
			en: "No FinTS server answers at this address. Please check the bank's FinTS address.",
		},
	});
}

/** Codes with which Node refuses a certificate. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;

/** What it means that no answer came. Nothing of the message is in it. */
export function networkFault(error: unknown): FeedError {
	if (error instanceof FeedError) return error;
	const cause = error instanceof Error ? error.cause : undefined;
	// Whoever gives `fetch` may refuse an address, in words of its own.
	if (cause instanceof FeedError) return cause;
	const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
	if (CERTIFICATE.test(code)) {
		return fault("unexpected-reply", `the bank's certificate was refused: ${code}`, {
			forMerchant: {
				de: "Das Zertifikat der Bank ist ungültig oder gehört nicht zur Adresse. Es wurde nichts übertragen.",
				en: "The bank's certificate is not valid or does not belong to the address. Nothing was transmitted.",
			},
		});
	}
	return fault("unavailable", `the bank cannot be reached${code === "" ? "" : `: ${code}`}`, { cause: error });
}

import { ConnectorError, type Effect, faultOfFailure } from "@kontor/connector";
import { ofStatus } from "../faults.ts";
import type { Erp } from "../manifest.ts";
import { settingsOf } from "../settings.ts";

/** A file of the exchange folder, with what its server says of its version and the time. */
export interface ExchangeFile {
	readonly bytes: Uint8Array;
	/** Null where the server names none: then nothing can be written safely. */
	readonly etag: string | null;
	readonly clock: Date;
}

/** @returns null where the folder has no such file */
export async function readFile(ctx: Erp, name: string): Promise<ExchangeFile | null> {
	const { response, bytes } = await send(ctx, "read", name, { method: "GET" });
	if (response.status === 404) return null;
	if (!response.ok) throw ofStatus("read", response, `GET ${name}`, ctx.now());
	const clock = new Date(response.headers.get("date") ?? ctx.now());
	return { bytes, etag: response.headers.get("etag"), clock };
}

/**
 * Writes a file that is still as it was read, or not there yet.
 * @returns false where somebody else was first: nothing was written
 */
export async function writeFile(ctx: Erp, name: string, text: string, was: ExchangeFile | null): Promise<boolean> {
	if (was?.etag === null) {
		throw new ConnectorError("bad-config", "the folder's server names no versions of files", {
			code: "BUEROPLUS_NO_ETAG",
			forMerchant: {
				de: "Der Server des Austauschordners nennt keine Versionen (ETag): Kontor kann dort nicht gefahrlos schreiben.",
				en: "The exchange folder's server names no versions (ETag): Kontor cannot write there safely.",
			},
		});
	}
	const condition: Record<string, string> = was === null ? { "if-none-match": "*" } : { "if-match": was.etag };
	const headers = { "content-type": "text/csv; charset=utf-8", ...condition };
	const { response } = await send(ctx, "write", name, { method: "PUT", body: text, headers });
	if (response.status === 412) return false;
	if (!response.ok) throw ofStatus("write", response, `PUT ${name}`, ctx.now());
	return true;
}

async function send(
	ctx: Erp,
	effect: Effect,
	name: string,
	{ headers = {}, ...init }: { method: string; body?: string; headers?: Record<string, string> },
) {
	const { user, password } = ctx.secrets;
	const folder = settingsOf(ctx).url.replace(/\/?$/, "/");
	try {
		const response = await ctx.http(new URL(name, folder), {
			...init,
			headers: { ...headers, authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` },
			signal: ctx.signal,
		});
		return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
	} catch (cause) {
		throw new ConnectorError(faultOfFailure(effect, cause), `${init.method} ${name}: no answer`, {
			code: "BUEROPLUS_NO_ANSWER",
			cause,
		});
	}
}

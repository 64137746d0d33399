import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ClientOptions } from "@kontor/protocol";
import type { Language } from "../language.ts";

export interface HubOptions {
	readonly hub?: string;
	readonly key?: string;
	readonly home?: string;
}

/** @throws Error where there is no key. */
export function merchantAccess({ hub, key }: HubOptions, language: Language): ClientOptions {
	const known = key ?? process.env.KONTOR_KEY;
	if (known !== undefined && known !== "") return { baseUrl: hubUrl(hub), key: known };
	throw new Error(
		language === "de"
			? "Der API-Schlüssel des Händlers fehlt: KONTOR_KEY oder --key („kontor merchant add“ macht einen)."
			: 'The merchant\'s API key is missing: KONTOR_KEY or --key ("kontor merchant add" makes one).',
	);
}

/** The operator's key: from the environment, else as the hub of this KONTOR_HOME keeps it. */
export async function operatorAccess({ hub, home }: HubOptions, language: Language): Promise<ClientOptions> {
	const file = join(home ?? process.env.KONTOR_HOME ?? ".kontor", "operator-key");
	const key = process.env.KONTOR_OPERATOR_KEY ?? (await readFile(file, "utf8").catch(() => null))?.trim();
	if (key !== undefined) return { baseUrl: hubUrl(hub), key };
	throw new Error(
		language === "de"
			? `Der Schlüssel des Betreibers fehlt: KONTOR_OPERATOR_KEY, oder ${file} (dort legt ihn der Hub ab).`
			: `The operator's key is missing: KONTOR_OPERATOR_KEY, or ${file} (where the hub keeps it).`,
	);
}

function hubUrl(option: string | undefined): string {
	return option ?? process.env.KONTOR_HUB_URL ?? "http://127.0.0.1:4710";
}

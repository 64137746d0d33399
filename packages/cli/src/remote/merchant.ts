import { call, createMerchant, createMerchantKey } from "@kontor/protocol";
import type { Language } from "../language.ts";
import { bold, dim, good } from "../terminal/style.ts";
import { type HubOptions, operatorAccess } from "./hub-access.ts";

/** `kontor merchant add`: the key is shown this once. */
export async function addMerchant(name: string, options: HubOptions, language: Language): Promise<void> {
	const operator = await operatorAccess(options, language);
	const { id } = await call(operator, createMerchant, { body: { name, language } });
	const { key } = await call(operator, createMerchantKey, {
		params: { merchant: id },
		body: { label: "kontor merchant add", scopes: ["read", "write"] },
	});
	console.log(`${good("✓")} ${bold(name)}  ${dim(id)}`);
	console.log(
		language === "de"
			? "API-Schlüssel, der nur jetzt gezeigt wird; so benutzen ihn die anderen Befehle:"
			: "API key, shown only this once; this is how the other commands use it:",
	);
	console.log(`export KONTOR_KEY=${key}`);
}

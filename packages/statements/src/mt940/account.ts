import { ibanOf, shapedIban } from "../iban.ts";
import type { Account } from "../model.ts";

/** `:25:`: an IBAN, `BLZ/number`, `BIC/number` or a bare number; some banks append the currency (`.../9223382012EUR`, `NL10... EUR`). */
export function readAccount(text: string): { account: Account; currency: string | undefined } {
	// Polish banks write "/PL61...".
	const written = text.trim().replace(/^\/(?=[A-Z]{2}\d\d)/, "");
	const parts = /^(.*\d) *([A-Z]{3})$/.exec(written);
	// An IBAN may end in letters (Malta), so a whole one is not cut.
	const cut = parts && ibanOf(written) === undefined;
	const id = cut ? (parts[1] ?? "") : written;
	return { account: { id, iban: shapedIban(id) }, currency: cut ? parts[2] : undefined };
}

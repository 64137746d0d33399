import type { FormatFamily } from "../format.ts";
import { GoCardlessReader } from "./reader.ts";

/**
 * What GoCardless Bank Account Data answers when an account's transactions are asked for: JSON, after the Berlin Group's
 * PSD2 interface. It names no account: whoever asked knows which one it is.
 */
export const gocardless: FormatFamily = {
	recognise: (start) =>
		/^[\s\ufeff]*\{/.test(start) && /"transactions"\s*:\s*\{/.test(start) ? "gocardless" : undefined,
	open: (sink, options) => new GoCardlessReader(sink, options),
};

import type { FormatFamily } from "../format.ts";
import { Mt940Reader } from "./reader.ts";

const TAG = /(?:^|[\r\n]|@@|\{4:)[^\S\r\n]*:(?:20|25|28C?|34F|60[FM]|61|62[FM]|86|NS|940|942):/;
const INTRADAY = /\{2:[IO]942|:942:|[\r\n\s@]:(?:34F|13D|90[CD]):/;
const OPENING = /[\r\n\s@]:60[FM]:/;

/** MT940 (end of day) and MT942 (intraday). */
export const mt940: FormatFamily = {
	recognise(start) {
		if (!TAG.test(start)) return undefined;
		return INTRADAY.test(start) && !OPENING.test(start) ? "mt942" : "mt940";
	},
	open: (sink, options) => new Mt940Reader(sink, options),
};

import type { FormatFamily } from "../format.ts";
import type { StatementFormat } from "../model.ts";
import { CamtReader } from "./reader.ts";

const MESSAGE = /camt\.(05[234])|BkToCstmr(AcctRpt|Stmt|DbtCdtNtfctn)/;
const BY_MARK: ReadonlyMap<string, StatementFormat> = new Map([
	["052", "camt.052"],
	["053", "camt.053"],
	["054", "camt.054"],
	["AcctRpt", "camt.052"],
	["Stmt", "camt.053"],
	["DbtCdtNtfctn", "camt.054"],
]);

/** camt.052 (report), camt.053 (statement), camt.054 (notification) of ISO 20022, every version. */
export const camt: FormatFamily = {
	recognise(start) {
		if (!/^[\s\ufeff]*</.test(start)) return undefined;
		const found = MESSAGE.exec(start);
		return BY_MARK.get(found?.[1] ?? found?.[2] ?? "");
	},
	open: (sink, options) => new CamtReader(sink, options),
};

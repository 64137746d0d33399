import { CUT_FROM, type HashedPayer, type PayerComparison, SHORTEST_MISTYPED } from "./compare-payer.ts";
import { type HashedWords, signatureBit } from "./index/hashed-words.ts";

/**
 * The same as `comparePayer` with an order's only name, by nothing but the hashes of its words: different ones, of two letters and
 * more. Null where its letters have to tell.
 */
export function compareHashed(payer: HashedPayer, own: readonly number[]): PayerComparison | null {
	const { words } = payer;
	const shared = sharedOf(own, payer.hashed);
	const isAll = shared.length === own.length;
	const isWhole = shared.length === words.length;
	if (isAll && isWhole) return { finding: "payerEqual", name: null, words: own };
	const { longest, odd } = partsOf(payer, shared);
	if (longest >= 3 && shared.length >= 2 && (isAll || isWhole)) {
		return { finding: "payerAgrees", name: null, words: shared };
	}
	const isNearly = longest >= 3 && shared.length === words.length - 1 && words.length <= own.length;
	if (isNearly && mayAbbreviate(payer, odd)) return null;
	if (own.length >= 2 && sharedOf(own, payer.textHashed).length === own.length) {
		return { finding: "payerInText", name: null, words: own };
	}
	if (longest >= 4) return { finding: "payerRelated", name: null, words: shared };
	return words.length === 0 ? UNNAMED : SOMEBODY_ELSE;
}

/** No word of the order's names is one of the posting's. */
export const SOMEBODY_ELSE: PayerComparison = { finding: "payerOther", name: null, words: [] };
export const UNNAMED: PayerComparison = { finding: "payerUnnamed", name: null, words: [] };
const NONE: readonly number[] = [];

/** Those of the hashes that are among the words, in their order. */
function sharedOf(own: readonly number[], { hashes, signature }: HashedWords): readonly number[] {
	let shared: number[] | undefined;
	for (const hash of own) {
		if ((signature & signatureBit(hash)) === 0 || !hashes.includes(hash)) continue;
		if (shared === undefined) shared = [hash];
		else shared.push(hash);
	}
	return shared ?? NONE;
}

/** Of the payer's words the longest that is shared, in letters; and the last that is not: -1 where one only comes again. */
function partsOf(
	{ words, hashed: { hashes } }: HashedPayer,
	shared: readonly number[],
): { longest: number; odd: number } {
	let longest = 0;
	let odd = -1;
	for (let i = 0; i < words.length; i++) {
		if (shared.includes(hashes[i] ?? 0)) longest = Math.max(longest, words[i]?.length ?? 0);
		else odd = i;
	}
	return { longest, odd };
}

/** An initial, a word that was cut, or one long enough for an error in typing. */
function mayAbbreviate({ raw, words }: HashedPayer, odd: number): boolean {
	const length = words[odd]?.length ?? 1;
	return length === 1 || length >= SHORTEST_MISTYPED || (raw.length >= CUT_FROM && odd === words.length - 1);
}

import type { Money } from "@kontor/connector";
import type { HashedPayer } from "./compare-payer.ts";
import { type CreditorReference, parseCreditorReference } from "./creditor-reference.ts";
import { foldName, foldWords, hashFolded } from "./fold-name.ts";
import { type HashedWords, hashWords } from "./index/hashed-words.ts";
import type { MatchPosting } from "./posting.ts";
import { foreignAmountsIn } from "./reading/foreign-amounts.ts";
import { type Hints, hintsOf } from "./reading/hints.ts";
import type { Mention } from "./reading/mention.ts";
import { type NumberRange, rangesOf } from "./reading/ranges.ts";
import { type ShortEnds, shortEndsOf } from "./reading/short-ends.ts";
import { type ScannedText, scan } from "./scan-text.ts";
import { comparableMentions } from "./similar-number.ts";

/** A posting, read once: everything it says that could be a reference or a name. */
export interface ReadPosting {
	readonly posting: MatchPosting;
	readonly text: string;
	readonly mentions: readonly Mention[];
	readonly endToEnd: EndToEnd | null;
	readonly creditorReferences: readonly CreditorReference[];
	readonly payer: HashedPayer;
	/** Ranges of numbers: "10023-10026", "10023 bis 26". Found when first asked for, as all that follows. */
	readonly ranges: readonly NumberRange[];
	/** Numbers with the mere ends of others after them: "10023/24/25". */
	readonly shortEnds: readonly ShortEnds[];
	/** Those that a customer's number with an error in typing may be. */
	readonly comparable: readonly Mention[];
	/** Those that are called a customer's number, or may be one for the letters they hang on. */
	readonly customerNumbers: readonly Mention[];
	/** Numbers of which nothing says what they are, and that are not part of anything else. */
	readonly unlabelled: readonly Mention[];
	/** What the words say of how much is paid. */
	readonly hints: Hints;
	/** Amounts in another currency than the posting's. */
	readonly foreignAmounts: readonly Money[];
}

class EndToEnd {
	readonly raw: string;
	readonly mentions: readonly Mention[];

	constructor(raw: string, mentions: readonly Mention[]) {
		this.raw = raw;
		this.mentions = mentions;
	}

	/** Its letters and digits, in upper case. */
	get whole(): string {
		return this.raw.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
	}
}

const NO_ID = /^(?:NOT ?PROVIDED|NON?REF|NONE|N\/?A|UNKNOWN|0+|-+)?$/i;

/** @param mixed also look for numbers that mix letters and digits. */
export function readPosting(posting: MatchPosting, mixed: boolean): ReadPosting {
	return new PostingReading(posting, mixed);
}

class PostingReading implements ReadPosting {
	readonly posting: MatchPosting;
	readonly text: string;
	readonly payer: HashedPayer;
	readonly #mixed: boolean;
	/** From the structured references. */
	readonly #found: readonly CreditorReference[];
	#scanned: ScannedText | undefined;
	#endToEnd: EndToEnd | null | undefined;
	#ranges: readonly NumberRange[] | undefined;
	#shortEnds: readonly ShortEnds[] | undefined;
	#comparable: readonly Mention[] | undefined;
	#customerNumbers: readonly Mention[] | undefined;
	#unlabelled: readonly Mention[] | undefined;
	#hints: Hints | undefined;
	#foreignAmounts: readonly Money[] | undefined;

	constructor(posting: MatchPosting, mixed: boolean) {
		touch(posting);
		const { lines, found } = readReferences(posting.references);
		const text = (posting.remittance || posting.searchText || "") + lines;
		this.posting = posting;
		this.text = text.trim();
		this.#mixed = mixed;
		this.#found = found;
		this.payer = new TextPayer(posting.counterparty?.name ?? "", this.text);
	}

	get creditorReferences(): readonly CreditorReference[] {
		const { creditorReferences } = this.#scan;
		return this.#found.length === 0 ? creditorReferences : [...this.#found, ...creditorReferences];
	}

	get mentions(): readonly Mention[] {
		return this.#scan.mentions;
	}

	get endToEnd(): EndToEnd | null {
		if (this.#endToEnd === undefined) {
			const given = this.posting.endToEndId?.trim() ?? "";
			const id = NO_ID.test(given) ? (this.#scan.endToEndId ?? "") : given;
			this.#endToEnd = NO_ID.test(id) ? null : new EndToEnd(id, scan(id, this.#mixed).mentions);
		}
		return this.#endToEnd;
	}

	get ranges(): readonly NumberRange[] {
		this.#ranges ??= rangesOf(this.text, this.#scan.runs);
		return this.#ranges;
	}

	get shortEnds(): readonly ShortEnds[] {
		this.#shortEnds ??= shortEndsOf(this.#scan.runs);
		return this.#shortEnds;
	}

	get comparable(): readonly Mention[] {
		this.#comparable ??= comparableMentions(this.mentions);
		return this.#comparable;
	}

	get customerNumbers(): readonly Mention[] {
		this.#customerNumbers ??= this.mentions.filter(mayBeCustomers);
		return this.#customerNumbers;
	}

	get unlabelled(): readonly Mention[] {
		this.#unlabelled ??= this.mentions.filter(isUnlabelled);
		return this.#unlabelled;
	}

	get hints(): Hints {
		this.#hints ??= hintsOf(this.text);
		return this.#hints;
	}

	get foreignAmounts(): readonly Money[] {
		this.#foreignAmounts ??= foreignAmountsIn(this.text, this.posting.amount.currency);
		return this.#foreignAmounts;
	}

	/** Of what goes out, or what a rule leaves out, no number is asked for. */
	get #scan(): ScannedText {
		this.#scanned ??= scan(this.text, this.#mixed);
		return this.#scanned;
	}
}

/** Of no meaning. */
const memory = { touched: 0 };

/** Asks memory for all texts of a posting at once, which would be waited for one by one. */
function touch({ remittance, counterparty, endToEndId, transactionCode, amount }: MatchPosting): void {
	memory.touched ^=
		(remittance?.length ?? 0) ^
		(counterparty?.name?.length ?? 0) ^
		(counterparty?.iban?.length ?? 0) ^
		(endToEndId?.length ?? 0) ^
		(transactionCode?.length ?? 0) ^
		amount.minor;
}

/** The payer's words are folded when first asked for. */
class TextPayer implements HashedPayer {
	readonly raw: string;
	readonly #text: string;
	#words: readonly string[] | undefined;
	#hashed: HashedWords | undefined;
	#textWords: ReadonlySet<string> | undefined;
	#textHashed: HashedWords | undefined;

	constructor(raw: string, text: string) {
		this.raw = raw;
		this.#text = text;
		this.#words = undefined;
		this.#hashed = undefined;
		this.#textWords = undefined;
		this.#textHashed = undefined;
	}

	get words(): readonly string[] {
		this.#words ??= foldName(this.raw);
		return this.#words;
	}

	get hashed(): HashedWords {
		this.#hashed ??= hashWords(this.words);
		return this.#hashed;
	}

	get textWords(): ReadonlySet<string> {
		this.#textWords ??= new Set(foldWords(this.#text));
		return this.#textWords;
	}

	get textHashed(): HashedWords {
		this.#textHashed ??= hashFolded(this.#text);
		return this.#textHashed;
	}

	get hasLetters(): boolean {
		return this.words.length > 0 && this.words.every((word) => word.length === 1);
	}
}

/** Shorter numbers may be anything. */
const SHORTEST_OF_FORM = 4;
const YEAR = /^20\d\d$/;

function mayBeCustomers({ label, attached }: Mention): boolean {
	return label === "customer" || (label === null && attached);
}

function isUnlabelled({ key, label, loose, fragment }: Mention): boolean {
	return label === null && !loose && !fragment && key.length >= SHORTEST_OF_FORM && !YEAR.test(key);
}

/** Structured references; one that follows no standard is read like a line of the text. */
function readReferences(references: readonly string[] | undefined): { lines: string; found: CreditorReference[] } {
	let lines = "";
	const found: CreditorReference[] = [];
	for (const raw of references ?? []) {
		const parsed = parseCreditorReference(raw);
		if (parsed === null) lines += `\n${raw}`;
		else found.push(parsed);
	}
	return { lines, found };
}

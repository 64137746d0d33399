import type { Label } from "../labels.ts";
import type { Span } from "./span.ts";
import type { WordsBefore } from "./words-before.ts";

/** A number in a text, with what the words before it say. Begins and ends where the digits do: never a part of a longer one. */
export interface Mention extends Span {
	/** Its digits, or for a mixed reference its letters and digits. */
	readonly key: string;
	/** As it stands there. */
	readonly text: string;
	/** The same with the nearest word before it. */
	readonly withWord: string;
	/** The words right before it, nearest first, upper case; at most three. */
	readonly words: readonly string[];
	/** The nearest word touches the number or hangs on it by a hyphen or the like: "RG10023", "RG-10023". */
	readonly attached: boolean;
	readonly label: Label | null;
	/** Put together across blanks or line breaks: "100 23". */
	readonly joined: boolean;
	/** In how many pieces it stands there. */
	readonly groups: number;
	/** A single letter touches its end ("10023A"), or it stands inside a word ("ABC10023XYZ"): it may be something else. */
	readonly loose: boolean;
	/** Digits of another length hang on it: a piece of a longer number ("2026-10023"). Of the same length they are a list. */
	readonly fragment: boolean;
	/** Some of its digits were read from letters that look like them: "1OO23". */
	readonly ocr: boolean;
}

/** A mention that cuts its texts out of the whole one only when they are asked for. */
export class TextMention implements Mention {
	readonly key: string;
	readonly start: number;
	readonly end: number;
	readonly attached: boolean;
	readonly joined: boolean;
	readonly groups: number;
	readonly loose: boolean;
	readonly fragment: boolean;
	readonly ocr: boolean;
	readonly #source: string;
	readonly #before: WordsBefore;
	readonly #wordStart: number;

	constructor(
		source: string,
		key: string,
		{ start, end, wordStart }: Span & { readonly wordStart: number },
		before: WordsBefore,
		{ joined, groups, loose, fragment, ocr }: Pick<Mention, "joined" | "groups" | "loose" | "fragment" | "ocr">,
	) {
		this.key = key;
		this.start = start;
		this.end = end;
		this.attached = before.attached;
		this.joined = joined;
		this.groups = groups;
		this.loose = loose;
		this.fragment = fragment;
		this.ocr = ocr;
		this.#source = source;
		this.#before = before;
		this.#wordStart = wordStart;
	}

	get words(): readonly string[] {
		return this.#before.words;
	}

	get label(): Label | null {
		return this.#before.label;
	}

	get text(): string {
		return this.#source.slice(this.start, this.end);
	}

	get withWord(): string {
		return this.#source.slice(this.#wordStart, this.end);
	}
}

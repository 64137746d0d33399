export type Language = "de" | "en";

/** What a sentence is made with: as text in the sentence's language. */
interface Words {
	readonly field: string;
	readonly matched: string;
	readonly expected: string;
}
export type Sentence = Readonly<Record<Language, (words: Words) => string>>;

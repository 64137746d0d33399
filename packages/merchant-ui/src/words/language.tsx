import type { PageLanguage, Text } from "@kontor/connector";
import { createContext, type ReactNode, use, useEffect, useMemo } from "react";

export interface Speech {
	readonly language: PageLanguage;
	readonly t: (text: Text) => string;
	readonly moment: (instant: string) => string;
}

const Spoken = createContext<Speech | null>(null);

/** Everything inside speaks this language, for screen readers, too. */
export function Speaking({ language, children }: { readonly language: PageLanguage; readonly children: ReactNode }) {
	const speech = useMemo<Speech>(() => {
		const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
		return { language, t: (text) => text[language], moment: (instant) => format.format(new Date(instant)) };
	}, [language]);
	useEffect(() => {
		document.documentElement.lang = language;
	}, [language]);
	return <Spoken value={speech}>{children}</Spoken>;
}

export function useSpeech(): Speech {
	const speech = use(Spoken);
	if (speech === null) throw new Error("nobody speaks here");
	return speech;
}

/** Before the shop says which language its user reads. */
export function browserLanguage(): PageLanguage {
	return navigator.language.toLowerCase().startsWith("de") ? "de" : "en";
}

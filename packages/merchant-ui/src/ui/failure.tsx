import { wordsOf } from "../api/refusal.ts";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";
import { Notice } from "./notice.tsx";

interface FailureProps {
	readonly error: unknown;
	/** Left out: there is nothing to try again. */
	readonly retry?: () => void;
}

/** What went wrong, in the words of whoever refused, and what the merchant can do. */
export function Failure({ error, retry }: FailureProps) {
	const { t } = useSpeech();
	const { text, again } = wordsOf(error);
	return (
		<div role="alert">
			<Notice tone="bad">
				<p>{t(text)}</p>
				{again && retry !== undefined && (
					<button type="button" className="button" onClick={retry}>
						{t(WORDS.tryAgain)}
					</button>
				)}
			</Notice>
		</div>
	);
}

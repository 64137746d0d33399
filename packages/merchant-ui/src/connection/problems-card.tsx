import type { Connection } from "@kontor/protocol/connections";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";

/** What needs the merchant: each text says what he can do. */
export function ProblemsCard({ problems }: { readonly problems: Connection["problems"] }) {
	const { t } = useSpeech();
	return (
		<Card title={t(WORDS.problems)}>
			{problems.length === 0 ? (
				<Notice tone="good">
					<p>{t(WORDS.noProblems)}</p>
				</Notice>
			) : (
				<ul className="problems">
					{problems.map(({ code, text }, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: two looks may find the same code
						<li key={`${code} ${index}`}>
							<Notice tone="bad">
								<p>{t(text)}</p>
							</Notice>
						</li>
					))}
				</ul>
			)}
		</Card>
	);
}

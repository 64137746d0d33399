import type { Connection } from "@kontor/protocol/connections";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";

type Problem = Connection["problems"][number];

interface ProblemsCardProps {
	readonly problems: readonly Problem[];
	readonly busy: boolean;
	/** What can be done right here; the other steps are the merchant's, in his shop or in Kontor. */
	readonly steps: Partial<Record<Problem["nextStep"]["action"], () => void>>;
}

/** What needs the merchant, and what he can do about it. */
export function ProblemsCard({ problems, busy, steps }: ProblemsCardProps) {
	const { t } = useSpeech();
	return (
		<Card title={t(WORDS.problems)}>
			{problems.length === 0 ? (
				<Notice tone="good">
					<p>{t(WORDS.noProblems)}</p>
				</Notice>
			) : (
				<ul className="problems">
					{problems.map(({ code, text, nextStep }, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: two looks may find the same code
						<li key={`${code} ${index}`}>
							<Notice tone="bad">
								<p>{t(text)}</p>
								<NextStep text={t(nextStep.text)} busy={busy} step={steps[nextStep.action]} />
							</Notice>
						</li>
					))}
				</ul>
			)}
		</Card>
	);
}

interface NextStepProps {
	readonly text: string;
	readonly busy: boolean;
	readonly step: (() => void) | undefined;
}

function NextStep({ text, busy, step }: NextStepProps) {
	if (step === undefined) return <p className="next-step">{text}</p>;
	return (
		<button type="button" className="button" disabled={busy} onClick={step}>
			{text}
		</button>
	);
}

import type { Connection } from "@kontor/protocol/connections";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";

type Problem = Connection["problems"][number];
type Action = Problem["nextStep"]["action"];

/**
 * What of a next step can be done right here: all of it, or looking again once the merchant has done his part elsewhere. `null`:
 * it is a matter of waiting, or of Kontor itself.
 */
const HERE: Readonly<Record<Action, "do" | "lookAgain" | null>> = {
	check: "do",
	authorize: "do",
	credentials: "lookAgain",
	reinstall: "lookAgain",
	address: "lookAgain",
	removeCopy: "lookAgain",
	useOther: "lookAgain",
	answer: null,
	compare: null,
	wait: null,
	operator: null,
};

interface ProblemsCardProps {
	readonly problems: readonly Problem[];
	/** What is stored as mapping does not fit the shop any more. */
	readonly mappingIsOld: boolean;
	readonly busy: boolean;
	readonly onCheck: () => void;
	/** Undefined: this kind of shop has no consent page. */
	readonly onAuthorize: (() => void) | undefined;
	readonly onMapping: () => void;
}

/** What needs the merchant, and what he can do about it. */
export function ProblemsCard({ problems, mappingIsOld, busy, onCheck, onAuthorize, onMapping }: ProblemsCardProps) {
	const { t } = useSpeech();
	const hasNone = problems.length === 0 && !mappingIsOld;
	return (
		<Card title={t(WORDS.problems)}>
			{hasNone ? (
				<Notice tone="good">
					<p>{t(WORDS.noProblems)}</p>
				</Notice>
			) : (
				<ul className="problems">
					{problems.map(({ code, text, nextStep: { action, text: step } }, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: two looks may find the same code
						<li key={`${code} ${index}`}>
							<Notice tone="bad">
								<p>{t(text)}</p>
								{HERE[action] !== "do" && <p className="next-step">{t(step)}</p>}
								{HERE[action] !== null && (
									<button
										type="button"
										className="button"
										disabled={busy}
										onClick={action === "authorize" ? (onAuthorize ?? onCheck) : onCheck}
									>
										{t(HERE[action] === "do" ? step : WORDS.checkAgain)}
									</button>
								)}
							</Notice>
						</li>
					))}
					{mappingIsOld && (
						<li>
							<Notice tone="bad">
								<p>{t(WORDS.mappingIsOld)}</p>
								<button type="button" className="button" onClick={onMapping}>
									{t(WORDS.openMapping)}
								</button>
							</Notice>
						</li>
					)}
				</ul>
			)}
		</Card>
	);
}

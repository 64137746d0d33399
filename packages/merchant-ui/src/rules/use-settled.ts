import { useEffect, useState } from "react";

/** Somebody who types is not asked about each letter. */
const PAUSE_MS = 400;

/** The value as it was when it last rested. */
export function useSettled<T>(value: T): T {
	const [settled, setSettled] = useState(value);
	useEffect(() => {
		const rested = setTimeout(() => setSettled(value), PAUSE_MS);
		return () => clearTimeout(rested);
	}, [value]);
	return settled;
}

/** Linear work takes 8 times as long for 8 times as much, quadratic work 64 times; the processors have other work too. */
export const TIMES = 8;
export const MOST_TIMES = 3 * TIMES;
/** Milliseconds of processor time: what takes less tells nothing. */
const SHORTEST = 2;
const TRIES = 4;

async function milliseconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * How many times as long the work takes for an input of eight times the size: the least of some tries.
 * @param inputOf the input of a size
 */
export async function growth<Input>(
  work: (input: Input) => unknown,
  inputOf: (n: number) => Input,
  small: number,
): Promise<number> {
  const [little, much] = [inputOf(small), inputOf(small * TIMES)];
  let least = Infinity;
  for (let tries = 0; tries < TRIES && least > MOST_TIMES; tries++) {
    const before = Math.max(await milliseconds(() => work(little)), SHORTEST);
    least = Math.min(least, (await milliseconds(() => work(much))) / before);
  }
  return least;
}

export const COPY_FORMATS = [] as const;

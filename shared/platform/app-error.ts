export type ErrorCode = 'BadInput' | 'Unprocessable' | 'NotFound' | 'Conflict' | 'Busy';

/** A refusal that the caller is told about; anything else that is thrown is a bug and surfaces as one. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

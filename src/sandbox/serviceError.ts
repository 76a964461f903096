/** The resource types that errors name. */
export type ResourceType = 'domain' | 'repository' | 'package' | 'package-version' | 'asset';

/** The reasons of a ValidationException in the API model. */
export type ValidationReason =
  | 'CANNOT_PARSE'
  | 'ENCRYPTION_KEY_ERROR'
  | 'FIELD_VALIDATION_FAILED'
  | 'UNKNOWN_OPERATION'
  | 'OTHER';

/** An error of the API: its type, HTTP status, message and further members. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly type: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    type: string,
    status: number,
    message: string,
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.type = type;
    this.status = status;
    this.members = members;
  }
}

/** Whether `error` is one that the API defines; any other is a defect or a failure of the machine. */
export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof ServiceError;
}

/** A ValidationException (400). */
export function validationError(
  message: string,
  reason: ValidationReason = 'FIELD_VALIDATION_FAILED',
): ServiceError {
  return new ServiceError('ValidationException', 400, message, { reason });
}

/** A ResourceNotFoundException (404). */
export function notFoundError(
  message: string,
  resourceType: ResourceType,
  resourceId: string,
): ServiceError {
  return new ServiceError('ResourceNotFoundException', 404, message, { resourceId, resourceType });
}

/** A ConflictException (409). */
export function conflictError(
  message: string,
  resourceType: ResourceType,
  resourceId: string,
): ServiceError {
  return new ServiceError('ConflictException', 409, message, { resourceId, resourceType });
}

/** A ServiceQuotaExceededException (402). */
export function quotaExceededError(
  message: string,
  resourceType: ResourceType,
  resourceId: string,
): ServiceError {
  return new ServiceError('ServiceQuotaExceededException', 402, message, {
    resourceId,
    resourceType,
  });
}

/** An AccessDeniedException (403). */
export function accessDeniedError(message: string): ServiceError {
  return new ServiceError('AccessDeniedException', 403, message);
}

// Original file: proto/basilca/validator/v1/validator_api.proto


export interface TerminateRentalRequest {
  'apiKey'?: (string);
  'rentalId'?: (string);
}

export interface TerminateRentalRequest__Output {
  'apiKey': (string);
  'rentalId': (string);
}

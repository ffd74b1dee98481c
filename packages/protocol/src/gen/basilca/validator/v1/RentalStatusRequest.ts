// Original file: proto/basilca/validator/v1/validator_api.proto


export interface RentalStatusRequest {
  'apiKey'?: (string);
  'rentalId'?: (string);
}

export interface RentalStatusRequest__Output {
  'apiKey': (string);
  'rentalId': (string);
}

// Original file: proto/basilca/rental/v1/rental.proto


export interface RentalStatusRequest {
  'rentalId'?: (string);
  'validatorHotkey'?: (string);
}

export interface RentalStatusRequest__Output {
  'rentalId': (string);
  'validatorHotkey': (string);
}

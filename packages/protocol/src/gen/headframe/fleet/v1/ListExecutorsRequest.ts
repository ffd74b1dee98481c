// Original file: proto/headframe/fleet/v1/fleet.proto


export interface ListExecutorsRequest {
}

export interface ListExecutorsRequest__Output {
}

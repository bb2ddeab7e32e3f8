"""Standard Webhooks: what any library of that standard verifies."""

from base64 import b64decode

from services.intake.adapters import webhook_signature

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_the_published_example_of_the_standard_is_signed_alike() -> None:
    secret = b64decode(SECRET.removeprefix("whsec_"))
    assert webhook_signature.headers([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}') == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    assert webhook_signature.shown(secret) == SECRET

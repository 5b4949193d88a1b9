module example.org/tiny-study

go 1.21

require (
	github.com/pkg/errors v0.9.1
	github.com/spf13/pflag v1.0.5
	golang.org/x/text v0.14.0
)

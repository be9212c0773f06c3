using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>
/// Every cell in every unroll on every backend: what it is by definition, each row for itself, is the oracle.
/// </summary>
public class ConformanceTests
{
    [Test]
    public void There_is_a_case_for_every_cell()
    {
        var cells = typeof(Cell<>).Assembly.GetTypes().Where(type => !type.IsAbstract && IsCell(type));
        Assert.That(CellCases.Cells, Is.EquivalentTo(cells));

        static bool IsCell(Type? type) => type is not null
            && ((type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Cell<>)) || IsCell(type.BaseType));
    }

    // Oracle: each row for itself, step by step.
    [Test]
    public void A_cell_computes_the_same_in_every_unroll_on_every_backend(
        [ValueSource(typeof(CellCases), nameof(CellCases.Names))] string name, [Values] Unrolling way,
        [Values("cpu", "tape", "torch")] string backend)
    {
        var cell = CellCases.Of(name);
        var expected = cell.Reference(way);
        using var torch = new TorchBackend();
        Assert.That(
            Run(cell, way, backend, torch),
            backend == "torch" ? Is.EqualTo(expected).Within(1e-5) : Is.EqualTo(expected));
    }

    // Oracle: plain backpropagation through time.
    [Test]
    public void Segments_have_the_gradients_of_the_whole_bit_by_bit(
        [ValueSource(typeof(CellCases), nameof(CellCases.Names))] string name, [Values(1, 2, 4)] int segments)
    {
        var cell = CellCases.Of(name);
        var tape = new TapeBackend(cell.Parameters);
        cell.Differentiate(tape, 0);
        var expected = Gradient(cell, tape);
        cell.Differentiate(tape, segments);
        Assert.That(Gradient(cell, tape), Is.EqualTo(expected));
        Assert.That(expected, Has.Some.Not.Zero);
    }

    // Oracle: the run that nobody interrupted.
    [Test]
    public void What_is_saved_goes_on_bit_by_bit(
        [ValueSource(typeof(CellCases), nameof(CellCases.Playing))] string name, [Values(0, 1, 3)] int after)
    {
        var cell = CellCases.Of(name);
        Assert.That(cell.Interrupted(after), Is.EqualTo(cell.Reference(Unrolling.Forwards)));
    }

    [Test]
    public void Rows_in_another_order_give_rows_in_that_order(
        [ValueSource(typeof(CellCases), nameof(CellCases.Playing))] string name, [Values] Unrolling way)
    {
        var cell = CellCases.Of(name);
        var rows = cell.Run(new CpuBackend(), way, [0, 1, 2]);
        Assert.That(cell.Run(new CpuBackend(), way, [2, 0, 1]), Is.EqualTo(new[] { rows[2], rows[0], rows[1] }));
    }

    [Test]
    public void Padding_changes_nothing(
        [ValueSource(typeof(CellCases), nameof(CellCases.Playing))] string name,
        [Values(Unrolling.Backwards, Unrolling.ByLengths)] Unrolling way)
    {
        const int More = 2;
        var cell = CellCases.Of(name);
        int[] rows = [0, 1, 2];
        var outputs = CellCase.Steps * cell.Outputs;
        var padded = cell.Run(new CpuBackend(), way, rows, padding: 3, More);
        var plain = cell.Run(new CpuBackend(), way, rows);
        var silence = new float[More * cell.Outputs];
        Assert.That(padded, Is.EqualTo(
            plain.Select(row => (float[])[.. row[..outputs], .. silence, .. row[outputs..]]).ToArray()));
    }

    private static float[][] Run(CellCase cell, Unrolling way, string backend, TorchBackend torch)
    {
        int[] rows = [0, 1, 2];
        if (backend != "tape")
        {
            return cell.Run(backend == "cpu" ? new CpuBackend() : torch, way, rows);
        }

        // A window has no steps of its own, and a game that plays on a tape has no window.
        var tape = new TapeBackend(cell.Parameters, isExact: true);
        if (way == Unrolling.SingleSteps)
        {
            return cell.Run(tape, way, rows);
        }

        float[][] taken = [];
        tape.Differentiate(on =>
        {
            taken = cell.Run(on, way, rows);
            return null;
        });
        return taken;
    }

    private static float[] Gradient(CellCase cell, TapeBackend tape)
    {
        return [.. Enumerable.Range(0, cell.Parameters.Count).Select(i => cell.Parameters[i])
            .SelectMany(parameter => Enumerable.Range(0, parameter.Inputs)
                .SelectMany(input => tape.Gradient(parameter, input).ToArray()))];
    }
}
